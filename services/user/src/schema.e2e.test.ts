import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { migrate } from '@maru/service-kit/mysql/migrations';
import { createTestDatabase } from '@maru/service-kit/testing/database';
import { findSchemaDrift } from '@maru/service-kit/testing/schema-drift';
import mysql, { type RowDataPacket } from 'mysql2/promise';

const path = (name: string) => fileURLToPath(new URL(`../prisma/${name}`, import.meta.url));

let database: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  database = await createTestDatabase();
  await migrate({ url: database.url, directory: path('migrations') });
});
afterAll(() => database.drop());

const drift = () => findSchemaDrift({ url: database.url, schemaPath: path('schema.prisma') });

it('migrations produce exactly the schema', async () => {
  await expect(drift()).resolves.toEqual([]);
});

it('a different column, type or table would be reported', async () => {
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

it('an account that waits for its erasure when the table of jobs is made gets its job', async () => {
  const jobsMigration = '20261128210000_jobs';
  const before = await mkdtemp(join(tmpdir(), 'maru-migrations-'));
  const filter = (source: string) => !source.includes(jobsMigration);
  await cp(path('migrations'), before, { recursive: true, filter });
  const old = await createTestDatabase();
  await migrate({ url: old.url, directory: before });
  const db = await mysql.createConnection({ uri: old.url, timezone: 'Z' });
  const userId = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
  const deletionAt = new Date('2026-12-24T00:00:00.000Z');
  const now = new Date();
  await db.query('INSERT INTO accounts SET ?', {
    user_id: userId,
    nickname: '지민',
    tag: 'maru_leaving',
    locale: 'ko',
    has_password: 1,
    deletion_at: deletionAt,
    terms_accepted_at: now,
    privacy_accepted_at: now,
    age14_confirmed_at: now,
  });
  await migrate({ url: old.url, directory: path('migrations') });
  const [rows] = await db.query<RowDataPacket[]>('SELECT CAST(job AS CHAR) AS job, run_at FROM jobs');
  expect(rows.map((row) => ({ job: JSON.parse(row.job), runAt: row.run_at }))).toEqual([
    { job: { kind: 'erase-account', userId }, runAt: deletionAt },
  ]);
  await db.end();
  await old.drop();
  await rm(before, { recursive: true });
});
