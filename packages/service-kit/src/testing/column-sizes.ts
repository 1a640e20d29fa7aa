import { readFileSync } from 'node:fs';

/** Returns the sizes of the VARCHAR columns in a Prisma schema, by model and field, in characters. */
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
