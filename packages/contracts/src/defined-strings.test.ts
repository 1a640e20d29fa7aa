import { expect, it } from '@jest/globals';
import { z } from 'zod';
import { chatRoutes } from './http/chat/routes.js';
import { userRoutes } from './http/user/routes.js';
import type { RouteContract } from './route.js';
import { clientEvents } from './socket/events.js';
import { definedStrings } from './text-fields.js';

const isBound = (schema: z.ZodString): boolean =>
  definedStrings.has(schema) || (schema._zod.def.checks ?? []).some(({ _zod: { def } }) => 'pattern' in def);

const isWrapped = (schema: z.core.$ZodType) =>
  schema instanceof z.ZodOptional ||
  schema instanceof z.ZodNullable ||
  schema instanceof z.ZodDefault ||
  schema instanceof z.ZodCatch;

/** A transformed string is defined if the result of its transformation is, as with `tag`. */
const looseInPipe = (pipe: z.ZodPipe, path: string): string[] => {
  const given = looseStrings(pipe.in, path);
  const isChecked = given.length > 0 && !(pipe.out instanceof z.ZodTransform);
  return isChecked ? looseStrings(pipe.out, path) : given;
};

/** Returns the paths of strings in a schema without a pattern or a definition. */
const looseStrings = (schema: z.core.$ZodType, path: string): string[] => {
  if (schema instanceof z.ZodString) return isBound(schema) ? [] : [path];
  if (schema instanceof z.ZodPipe) return looseInPipe(schema, path);
  if (schema instanceof z.ZodArray) return looseStrings(schema.element, `${path}[]`);
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).flatMap(([name, each]) => looseStrings(each, `${path}.${name}`));
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((each) => looseStrings(each, path));
  return isWrapped(schema) ? looseStrings(schema.unwrap(), path) : [];
};

const routes: RouteContract[] = [...Object.values(userRoutes), ...Object.values(chatRoutes)];

it('every string that a caller sends has a definition or a pattern', () => {
  const loose = [
    ...routes.flatMap(({ operationId, params, query, body }) =>
      [params, query, body].flatMap((part) => (part ? looseStrings(part, operationId) : [])),
    ),
    ...Object.entries(clientEvents).flatMap(([name, { payload }]) => looseStrings(payload, name)),
  ];
  expect(loose).toEqual([]);
});

it('an undefined string is found at any depth', () => {
  const body = z.object({ a: z.array(z.string().max(9).nullable()), b: z.string().trim().optional() });
  expect(looseStrings(body, 'x')).toEqual(['x.a[]', 'x.b']);
});
