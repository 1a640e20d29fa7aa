import type { z } from 'zod';
import { errorReply, errorStatus, type ErrorCode } from './errors.js';
import { jsonSchemaOf } from './json-schema.js';
import { accessOf, describeAccess, generalRates } from './openapi-access.js';
import { exampleOf } from './openapi-examples.js';
import { errorsOf } from './route-errors.js';
import type { RouteContract } from './route.js';

/** The schema of a body with an example of it. */
const described = (zodSchema: z.ZodType, io: 'input' | 'output') => {
  const schema = jsonSchemaOf(zodSchema, io);
  return { schema, example: exampleOf(schema) };
};

const parametersOf = (schema: z.ZodObject | undefined, where: 'path' | 'query') => {
  if (!schema) return [];
  const { properties = {}, required = [] } = jsonSchemaOf(schema, 'input');
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: property,
    ...(where === 'path' ? { example: exampleOf(property) } : {}),
  }));
};

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description: 'Created once per user action; a repeat gets the first reply again.',
  schema: { type: 'string', minLength: 16, maxLength: 64 },
};

const errorExamples = (codes: readonly ErrorCode[]) =>
  Object.fromEntries(codes.map((code) => [code, { value: { error: { code, message: code } } }]));

const errorResponses = (route: RouteContract) => {
  const codes = errorsOf(route);
  const statuses = [...new Set([...codes].map((code) => errorStatus[code]))].sort();
  return Object.fromEntries(
    statuses.map((status) => {
      const here = [...codes].filter((code) => errorStatus[code] === status).sort();
      return [
        String(status),
        {
          description: here.join(', '),
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/Error' },
              examples: errorExamples(here),
            },
          },
        },
      ];
    }),
  );
};

const securityOf: Partial<Record<RouteContract['auth'], string>> = {
  user: 'accessToken',
  'session-cookie': 'refreshCookie',
  'sign-in-cookie': 'signInCookie',
};

const requestBodyOf = ({ body, upload }: RouteContract) => {
  if (upload) {
    const schema = { type: 'string', format: 'binary', maxLength: upload.maxBytes };
    return { required: true, content: Object.fromEntries(upload.types.map((type) => [type, { schema }])) };
  }
  if (!body) return undefined;
  return { required: true, content: { 'application/json': described(body, 'input') } };
};

/** The collection within a server, or else the first word after the version. */
const tagOf = ({ path }: RouteContract): string => {
  const [first = '', second = ''] = path
    .split('/')
    .slice(3)
    .filter((part) => !part.startsWith(':'));
  const isCollection = first === 'servers' && /s$|^audit-log$|^members-/.test(second);
  return isCollection ? second.replace(/^members-.*/, 'members') : first;
};

const operation = (route: RouteContract) => ({
  operationId: route.operationId,
  summary: route.summary,
  description: describeAccess(route) || undefined,
  ...accessOf(route),
  tags: [tagOf(route)],
  security: securityOf[route.auth] ? [{ [securityOf[route.auth] ?? '']: [] }] : [],
  parameters: [
    ...parametersOf(route.params, 'path'),
    ...parametersOf(route.query, 'query'),
    ...(route.idempotent ? [idempotencyKey] : []),
  ],
  ...(requestBodyOf(route) ? { requestBody: requestBodyOf(route) } : {}),
  responses: {
    [String(route.status)]: {
      description: route.summary,
      ...(route.reply ? { content: { 'application/json': described(route.reply, 'output') } } : {}),
    },
    ...errorResponses(route),
  },
});

const usedOnly = <T>(schemes: Record<string, T>, routes: Record<string, RouteContract>) => {
  const used = new Set(Object.values(routes).map(({ auth }) => securityOf[auth]));
  return Object.fromEntries(Object.entries(schemes).filter(([name]) => used.has(name)));
};

/** Returns an OpenAPI 3.1 document of `routes`; the contracts are its only source. */
export const openApiDocument = (title: string, routes: Record<string, RouteContract>) => {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of Object.values(routes)) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title,
      version: '1.0.0',
      description: [
        'Generated from the contracts that the services enforce. Times are UTC, lists are paged by cursor, errors have one shape.',
        generalRates,
      ].join('\n\n'),
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    tags: [...new Set(Object.values(routes).map(tagOf))].sort().map((name) => ({ name })),
    paths,
    components: {
      schemas: {
        Error: jsonSchemaOf(errorReply, 'output'),
      },
      securitySchemes: usedOnly(
        {
          accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
          refreshCookie: { type: 'apiKey', in: 'cookie', name: 'maru_refresh' },
          signInCookie: { type: 'apiKey', in: 'cookie', name: 'maru_sign_in' },
        },
        routes,
      ),
    },
  };
};
