import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import mysql, { type RowDataPacket } from 'mysql2/promise';
import { createTestDatabase } from '../testing/database.js';
import { migrate } from './migrations.js';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let directory: string;
beforeEach(async () => {
  database = await createTestDatabase();
  directory = await mkdtemp(join(tmpdir(), 'maru-migrations-'));
});
afterEach(async () => {
  await database.drop();
  await rm(directory, { recursive: true, force: true });
});

const write = async (name: string, sql: string) => {
  await mkdir(join(directory, name), { recursive: true });
  await writeFile(join(directory, name, 'migration.sql'), sql);
};

const run = (log?: (line: string) => void) => migrate({ url: database.url, directory, log });

const query = async (sql: string) => {
  const db = await mysql.createConnection(database.url);
  const [rows] = await db.query<RowDataPacket[]>(sql);
  await db.end();
  return rows;
};

describe('migrate', () => {
  it('applies missing migrations in order, each once', async () => {
    await write('1_first', 'CREATE TABLE a (id INT PRIMARY KEY);\nINSERT INTO a VALUES (1);\n');
    await expect(run()).resolves.toEqual(['1_first']);
    await write('2_second', 'ALTER TABLE a ADD COLUMN name VARCHAR(10) NULL;');
    await expect(run()).resolves.toEqual(['2_second']);
    await expect(run()).resolves.toEqual([]);
    await expect(query('SELECT id, name FROM a')).resolves.toEqual([{ id: 1, name: null }]);
  });

  it('run concurrently, applies each migration once', async () => {
    await write('1_first', 'CREATE TABLE a (id INT PRIMARY KEY);');
    await write('2_second', 'CREATE TABLE b (id INT PRIMARY KEY);');
    const applied = await Promise.all([run(), run()]);
    expect(applied.flat().sort()).toEqual(['1_first', '2_second']);
  });

  it('records a failure and refuses to continue after it', async () => {
    await write('1_bad', 'CREATE TABEL a (id INT);');
    await expect(run()).rejects.toThrow('P3018: 1_bad failed');
    await expect(run()).rejects.toThrow('P3009: failed before: 1_bad');
    await expect(query('SELECT finished_at FROM _prisma_migrations')).resolves.toEqual([
      { finished_at: null },
    ]);
  });

  it('refuses a database with unknown tables', async () => {
    await query('CREATE TABLE somebody_elses (id INT)');
    await expect(run()).rejects.toThrow('P3005');
  });

  it('reports a changed migration, but ignores line endings', async () => {
    const lines: string[] = [];
    await write('1_first', 'CREATE TABLE a (id INT\n);\n');
    await run();
    await write('1_first', 'CREATE TABLE a (id INT\r\n);\r\n');
    await run((line) => void lines.push(line));
    expect(lines).toEqual([]);
    await write('1_first', 'CREATE TABLE a (id BIGINT);');
    await run((line) => void lines.push(line));
    expect(lines).toEqual(['1_first was changed after it had been applied']);
  });
});
