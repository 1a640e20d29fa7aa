import { jsonSchemaOf, type JsonSchema } from '@maru/contracts/json-schema';
import { exampleOf } from '@maru/contracts/openapi-examples';
import type { RouteContract } from '@maru/contracts/route';
import fc from 'fast-check';

/** Strings that commonly break programs. */
const hostileText = fc.constantFrom(
  '',
  ' ',
  '\u0000',
  '\ud800',
  '\u202eevil\u2066',
  '👩‍👩‍👧‍👦',
  '%_\\',
  "'; DROP TABLE servers; --",
  '../../etc/passwd',
  '{{7*7}}',
  '__proto__',
  'null',
  '9'.repeat(400),
  '가'.repeat(1_000),
);
const hostile: fc.Arbitrary<unknown> = fc.oneof(
  hostileText,
  fc.constantFrom<unknown>(null, true, -1, 0, 1e308, 2 ** 53, -0.5, [], {}, [[]], {
    __proto__: null,
    toString: 1,
  }),
);

const text = ({ minLength = 0, maxLength = 200 }: JsonSchema): fc.Arbitrary<string> => {
  const bounds = { minLength: Math.min(minLength, 300), maxLength: Math.min(maxLength, 300) };
  return fc.string({ ...bounds, unit: 'grapheme' });
};

const ofType: Record<string, (schema: JsonSchema) => fc.Arbitrary<unknown>> = {
  string: (schema) => fc.oneof(fc.constant(exampleOf(schema)), text(schema)),
  boolean: () => fc.boolean(),
  integer: ({ minimum = -10, maximum = 2 ** 31 }) =>
    fc.integer({ min: minimum, max: Math.min(maximum, 2 ** 31) }),
  number: () => fc.double({ noNaN: true }),
  array: ({ items = {}, minItems = 0, maxItems = 5 }) =>
    fc.array(valueOf(items), { minLength: minItems, maxLength: Math.max(minItems, Math.min(maxItems, 5)) }),
  object: ({ properties = {}, required = [] }) =>
    fc.record(Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, valueOf(each)])), {
      requiredKeys: required,
    }),
};

const fitting = (schema: JsonSchema): fc.Arbitrary<unknown> => {
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (choices) return fc.oneof(...choices.map(valueOf));
  return ofType[schema.type ?? '']?.(schema) ?? fc.jsonValue();
};

/** Mostly valid values, with occasional substitutes. */
const valueOf = (schema: JsonSchema): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 12, arbitrary: fitting(schema) }, { weight: 1, arbitrary: hostile });

const brokenBodies = fc.constantFrom(
  '',
  '{',
  '[]',
  '"text"',
  'null',
  '{"a":'.repeat(2_000),
  '{"__proto__":{"x":1}}',
);

export interface FuzzRequest {
  method: string;
  /** With parameters and query filled in. */
  path: string;
  /** As sent on the wire; `undefined` for no body. */
  body: string | undefined;
}

/** A lone surrogate can't be encoded in a URL. */
const wellFormed = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString();

const propertiesOf = (schema: RouteContract['params']): Record<string, JsonSchema> =>
  (schema && jsonSchemaOf(schema, 'input').properties) ?? {};

const bodyOf = ({ body }: RouteContract): fc.Arbitrary<string | undefined> =>
  body
    ? fc.oneof(
        { weight: 9, arbitrary: valueOf(jsonSchemaOf(body, 'input')).map((value) => JSON.stringify(value)) },
        { weight: 1, arbitrary: brokenBodies },
      )
    : fc.constant(undefined);

/**
 * Generates requests to a route: valid by its contract, nearly valid, and hostile. `known` holds existing ids by path parameter,
 * so that most requests get past the lookup.
 */
const requestsTo = (
  route: RouteContract,
  known: Readonly<Record<string, string>>,
): fc.Arbitrary<FuzzRequest> => {
  const parameter = ([name, schema]: [string, JsonSchema]) =>
    fc.oneof(
      { weight: 9, arbitrary: fc.constant(known[name] ?? exampleOf(schema)) },
      {
        weight: 1,
        arbitrary: fc.oneof(
          hostileText.filter((value) => value.trim() !== ''),
          fc.constant(exampleOf(schema)),
        ),
      },
    );
  const named = (
    schema: RouteContract['params'],
    of: (each: [string, JsonSchema]) => fc.Arbitrary<unknown>,
  ) => fc.record(Object.fromEntries(Object.entries(propertiesOf(schema)).map((each) => [each[0], of(each)])));
  const query = named(route.query, ([, schema]) => fc.option(valueOf(schema), { nil: undefined }));
  return fc.record({ params: named(route.params, parameter), query, body: bodyOf(route) }).map((request) => {
    const path = route.path.replace(/:(\w+)/g, (_all, name: string) =>
      encodeURIComponent(wellFormed(request.params[name])),
    );
    const search = Object.entries(request.query)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => `${name}=${encodeURIComponent(wellFormed(value))}`);
    const url = search.length > 0 ? `${path}?${search.join('&')}` : path;
    return { method: route.method.toUpperCase(), path: url, body: request.body };
  });
};

/** A node refuses uploads beyond those that it reads at once. */
const requestsAtOnce = ({ upload }: RouteContract): number => (upload ? 1 : 5);
const requestsPerRoute = 25;

/** Sends generated requests to a route, some at once, and checks each. A failure names the smallest group of requests that fails. */
export const checkRequestsTo = (
  route: RouteContract,
  known: Readonly<Record<string, string>>,
  check: (request: FuzzRequest) => Promise<void>,
): Promise<void> => {
  const count = requestsAtOnce(route);
  const group = fc.array(requestsTo(route, known), { minLength: count, maxLength: count });
  return fc.assert(
    fc.asyncProperty(group, async (requests) => void (await Promise.all(requests.map(check)))),
    { numRuns: requestsPerRoute / count },
  );
};
