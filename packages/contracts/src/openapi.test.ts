import { createConfig, lintFromString } from '@redocly/openapi-core';
import { describe, expect, it } from '@jest/globals';
import { chatRoutes } from './http/chat/routes.js';
import { userRoutes } from './http/user/routes.js';
import type { JsonSchema } from './json-schema.js';
import { exampleOf } from './openapi-examples.js';
import { openApiDocument } from './openapi.js';
import { permissionBits } from './permissions.js';
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

  it('shows the authorization, the session and the rates of every route, in words and for programs', () => {
    for (const { auth, path, method, authorize, session, rate } of Object.values(routes)) {
      const operation = document.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method];
      expect(operation).toMatchObject({ 'x-authorize': authorize, 'x-session': session, 'x-rate': rate });
      const { description = '' } = operation as { description?: string };
      expect(description.includes('Allowed for: ')).toBe(auth === 'user');
      expect(description.includes('Session: ')).toBe(auth === 'user');
      for (const { points, by } of rate ?? [])
        expect(description).toMatch(new RegExp(`Rate: ${points} requests .* per ${by}`));
    }
  });

  it('names the declared permission and its place', () => {
    const described = JSON.stringify(document);
    for (const { authorize, path } of Object.values(routes))
      if (authorize && authorize in permissionBits) {
        const place = /:(channel|category)Id/.exec(path)?.[1] ?? 'server';
        expect(described).toContain(`members with \`${authorize}\` in the ${place}`);
      }
  });

  it('says which routes need a token and which are public', () => {
    for (const { auth, path, method } of Object.values(routes)) {
      const operation = document.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method];
      expect(operation).toHaveProperty('security.length', auth === 'public' ? 0 : 1);
    }
  });

  it('passes an OpenAPI linter', async () => {
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
    'shows examples for %s that its own contract accepts',
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
