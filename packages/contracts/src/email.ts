import { z } from 'zod';
import { limits } from './limits.js';
import { definedStrings } from './text-fields.js';

// A global of browsers and Node that the `lib` of contracts, ECMAScript alone, doesn't declare.
declare const URL: new (address: string) => { hostname: string };

const atom = "[a-z0-9!#$%&'*+/=?^_`{|}~-]+";
/** The dot-string of RFC 5321. Quoted local parts and non-ASCII letters are refused: neither Cognito nor SES delivers to them. */
const localPart = new RegExp(`^${atom}(?:\\.${atom})*$`);
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
/** Characters of a typed domain. `URL` alone would also accept a port or a path. */
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
 * Returns the canonical form in which an address is stored, compared and mailed to: lower case, domain in Punycode. Returns
 * `undefined` for an address that RFC 5321 mail can't reach.
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

/** An address as typed; see `canonicalEmail`. */
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
