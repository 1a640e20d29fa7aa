import { z } from 'zod';
import { limits } from './limits.js';
import { definedStrings } from './text-fields.js';

// Browsers and Node both have it; the language's own library, which is all that contracts are compiled for, does not declare it.
declare const URL: new (address: string) => { hostname: string };

const atom = "[a-z0-9!#$%&'*+/=?^_`{|}~-]+";
/** RFC 5321's dot-string. Quoted local parts and letters beyond ASCII are refused: neither Cognito nor SES delivers to them. */
const localPart = new RegExp(`^${atom}(?:\\.${atom})*$`);
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
/** What may stand in a domain as people type it; a URL would read more, such as a port, into it. */
const typedDomain = /^[\p{L}\p{N}\p{M}.。．｡-]+$/u;

const asciiDomain = (domain: string): string | undefined => {
  if (!typedDomain.test(domain)) return undefined;
  try {
    return new URL(`http://${domain}/`).hostname;
  } catch {
    return undefined;
  }
};

const isDomain = (domain: string): boolean => {
  const labels = domain.split('.');
  return (
    domain.length <= 253 &&
    labels.length > 1 &&
    labels.every((each) => label.test(each)) &&
    !/^\d+$/.test(labels.at(-1) ?? '')
  );
};

/**
 * The one form in which an address is stored, compared and mailed to: lower case, its domain in Punycode. `undefined` when mail
 * cannot reach it by RFC 5321.
 */
export const canonicalEmail = (typed: string): string | undefined => {
  if (typed.length > 4 * limits.email.max) return undefined;
  const text = typed.normalize('NFC').trim();
  const at = text.lastIndexOf('@');
  const local = text.slice(0, Math.max(0, at)).toLowerCase();
  const domain = asciiDomain(text.slice(at + 1));
  if (!domain || !localPart.test(local) || local.length > limits.email.localMax || !isDomain(domain)) {
    return undefined;
  }
  const address = `${local}@${domain}`;
  return address.length <= limits.email.max ? address : undefined;
};

/** An address as people type it; see `canonicalEmail`. */
export const email = z
  .string()
  .meta({ examples: ['jimin@example.com'], maxLength: limits.email.max })
  .register(definedStrings, { kind: 'address' })
  .transform((typed, ctx) => {
    const address = canonicalEmail(typed);
    if (address) return address;
    ctx.addIssue({ code: 'invalid_format', format: 'email' });
    return z.NEVER;
  });
