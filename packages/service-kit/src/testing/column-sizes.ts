import { readFileSync } from 'node:fs';

/** Sizes of the VARCHAR columns of a Prisma schema, by model and field, in characters as databases and contracts count them. */
export const columnSizes = (schemaPath: string): Record<string, number> => {
  const models = readFileSync(schemaPath, 'utf8').matchAll(/^model (\w+) \{\n([\s\S]*?)^\}/gm);
  return Object.fromEntries(
    [...models].flatMap(([, model = '', body = '']) =>
      [...body.matchAll(/^ +(\w+) .*@db\.VarChar\((\d+)\)/gm)].map(([, field = '', size = '']) => [
        `${model}.${field}`,
        Number(size),
      ]),
    ),
  );
};
