import { createConfig, lintFromString } from '@redocly/openapi-core';
import { describe, expect, it } from '@jest/globals';
import { chatRoutes } from './http/chat/routes.js';
import { userRoutes } from './http/user/routes.js';
import type { JsonSchema } from './json-schema.js';
import { exampleOf } from './openapi-examples.js';
import { openApiDocument } from './openapi.js';
import type { RouteContract } from './route.js';

const services: [string, Record<string, RouteContract>][] = [
  ['chat', chatRoutes],
  ['user', userRoutes],
];

interface Operation {
  operationId: string;
  requestBody?: { content: Record<string, { example?: unknown }> };
  responses: Record<string, { content?: Record<string, { example?: unknown; examples?: object }> }>;
}

describe.each(services)('the OpenAPI document of the %s service', (name, routes) => {
  const document = openApiDocument(`Maru ${name}`, routes);
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path) as Operation[]);

  it('has every route', () =>
    expect(operations.map(({ operationId }) => operationId).sort()).toEqual(Object.keys(routes).sort()));

  it('says which routes need a token, and which nobody has to be signed in for', () => {
    for (const { auth, path, method } of Object.values(routes)) {
      const operation = document.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method];
      expect(operation).toHaveProperty('security.length', auth === 'public' ? 0 : 1);
    }
  });

  it('has nothing that a linter for OpenAPI complains of', async () => {
    const config = await createConfig({
      extends: ['recommended'],
      // Some routes are for pages that only redirect.
      rules: { 'operation-2xx-response': 'off', 'tag-description': 'off' },
    });
    const problems = await lintFromString({ source: JSON.stringify(document), config });
    expect(problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual(
      [],
    );
  });

  it.each(operations.map((operation) => [operation.operationId, operation] as const))(
    'shows examples for %s that its own contract takes',
    (operationId, { requestBody, responses }) => {
      const { body, reply, status } = routes[operationId] ?? {};
      const sent = requestBody?.content['application/json'];
      if (body) expect(body.safeParse(sent?.example)).toMatchObject({ success: true });
      const answered = responses[String(status)]?.content?.['application/json'];
      if (reply) expect(reply.safeParse(answered?.example)).toMatchObject({ success: true });
    },
  );

  it.each(operations.map((operation) => [operation.operationId, operation] as const))(
    'shows each error of %s',
    (_operationId, { responses }) => {
      const failures = Object.entries(responses).filter(([code]) => Number(code) >= 400);
      expect(failures.length).toBeGreaterThan(0);
      for (const [, { content }] of failures)
        expect(Object.keys(content?.['application/json']?.examples ?? {})).not.toEqual([]);
    },
  );
});

describe('exampleOf', () => {
  it.each<[JsonSchema, unknown]>([
    [{ type: 'string', examples: ['가나다'] }, '가나다'],
    [{ type: 'string', minLength: 5 }, '마루루루루'],
    [{ anyOf: [{ type: 'integer', minimum: 60 }, { type: 'null' }] }, 60],
    [{ type: 'array', items: { enum: ['a', 'b'] } }, ['a']],
    [{ const: 'text' }, 'text'],
    [{}, null],
  ])('of %j is %j', (schema, example) => expect(exampleOf(schema)).toEqual(example));
});
