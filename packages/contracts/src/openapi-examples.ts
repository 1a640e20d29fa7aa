import type { JsonSchema } from './json-schema.js';

const byFormat: Record<string, string> = {
  'date-time': '2026-09-24T06:07:00.000Z',
  uuid: '3f0f7a0e-5b1c-4a5e-9a43-1c2f9d1b7a10',
  email: 'jimin@example.com',
  uri: 'https://maru.example.com',
};

const ofString = ({ format = '', minLength = 0 }: JsonSchema): string =>
  byFormat[format] ?? '마루'.padEnd(minLength, '루');

const ofArray = ({ items = {}, minItems = 1 }: JsonSchema): unknown[] =>
  Array.from({ length: Math.max(1, minItems) }, () => exampleOf(items));

const ofObject = ({ properties = {} }: JsonSchema): Record<string, unknown> =>
  Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, exampleOf(schema)]));

const ofType: Record<string, (schema: JsonSchema) => unknown> = {
  string: ofString,
  array: ofArray,
  object: ofObject,
  integer: ({ minimum = 1 }) => Math.max(1, minimum),
  number: ({ minimum = 1 }) => Math.max(1, minimum),
  boolean: () => true,
};

/**
 * Returns a valid value that reads like a real one. A string that only a pattern describes needs its own example in the contract
 * (`.meta({ examples })`); a test finds missing ones.
 */
export const exampleOf = (schema: JsonSchema): unknown => {
  if (schema.examples) return schema.examples[0];
  if ('const' in schema) return schema.const;
  if (schema.enum) return schema.enum[0];
  const [first] = schema.anyOf ?? schema.oneOf ?? schema.allOf ?? [];
  if (first) return exampleOf(first);
  return ofType[schema.type ?? '']?.(schema) ?? null;
};
