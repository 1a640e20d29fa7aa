import { readFile, writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import type { ObjectStore } from './object-store.js';
import { innerTexts } from './xml.js';

interface CorsRule {
  origins: string[];
  methods: string[];
  headers: string[];
  expose: string[];
  maxAge: string | undefined;
}

export const saveCors = async (store: ObjectStore, bucket: string, xml: string): Promise<void> => {
  const rules = innerTexts(xml, 'CORSRule').map((rule): CorsRule => ({
    origins: innerTexts(rule, 'AllowedOrigin'),
    methods: innerTexts(rule, 'AllowedMethod'),
    headers: innerTexts(rule, 'AllowedHeader'),
    expose: innerTexts(rule, 'ExposeHeader'),
    maxAge: innerTexts(rule, 'MaxAgeSeconds')[0],
  }));
  await writeFile(store.sideFile(bucket, 'cors.json'), JSON.stringify(rules));
};

const matches = (pattern: string, value: string): boolean => {
  const escaped = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${escaped.join('.*')}$`, 'i').test(value);
};

/** Returns the headers that the bucket's rules allow for this request; none if no rule matches. */
export const corsHeaders = async (
  store: ObjectStore,
  bucket: string,
  req: IncomingMessage,
): Promise<Record<string, string>> => {
  const { origin } = req.headers;
  if (!origin || !bucket) return {};
  const text = await readFile(store.sideFile(bucket, 'cors.json'), 'utf8').catch(() => '[]');
  const isPreflight = req.method === 'OPTIONS';
  const method = String(isPreflight ? req.headers['access-control-request-method'] : req.method);
  const asked = String(req.headers['access-control-request-headers'] ?? '')
    .split(/\s*,\s*/)
    .filter(Boolean);
  // Only this program writes the file.
  const rule = (JSON.parse(text) as CorsRule[]).find(
    ({ origins, methods, headers }) =>
      origins.some((pattern) => matches(pattern, origin)) &&
      methods.includes(method) &&
      asked.every((header) => headers.some((pattern) => matches(pattern, header))),
  );
  if (!rule) return {};
  return {
    'access-control-allow-origin': rule.origins.includes('*') ? '*' : origin,
    'access-control-allow-methods': rule.methods.join(', '),
    ...(asked.length > 0 ? { 'access-control-allow-headers': asked.join(', ') } : {}),
    ...(rule.expose.length > 0 ? { 'access-control-expose-headers': rule.expose.join(', ') } : {}),
    ...(rule.maxAge ? { 'access-control-max-age': rule.maxAge } : {}),
    vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  };
};
