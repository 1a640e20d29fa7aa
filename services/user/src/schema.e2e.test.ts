import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { migrate } from '@maru/service-kit/mysql/migrations';
import { createTestDatabase } from '@maru/service-kit/testing/database';
import { findSchemaDrift } from '@maru/service-kit/testing/schema-drift';
import mysql from 'mysql2/promise';

const path = (name: string) => fileURLToPath(new URL(`../prisma/${name}`, import.meta.url));

let database: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  database = await createTestDatabase();
  await migrate({ url: database.url, directory: path('migrations') });
});
afterAll(() => database.drop());

const drift = () => findSchemaDrift({ url: database.url, schemaPath: path('schema.prisma') });

it('migrations make exactly what the schema says', async () => {
  await expect(drift()).resolves.toEqual([]);
});

it('a column, a type or a table that differs would be noticed', async () => {
  const db = await mysql.createConnection(database.url);
  await db.query('CREATE TABLE stray (id INT)');
  await db.query('ALTER TABLE outbox ADD COLUMN extra INT NULL, MODIFY event JSON NULL');
  await db.end();
  await expect(drift()).resolves.toEqual([
    'table stray is not in the schema',
    'outbox.event differs in being required',
    'outbox.extra is not in the schema',
  ]);
});
