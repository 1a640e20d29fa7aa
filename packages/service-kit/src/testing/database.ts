import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mysql, { type Connection, type RowDataPacket } from 'mysql2/promise';
import { migrate } from '../mysql/migrations.js';

const connect = (database = '') =>
  mysql.createConnection({ uri: `${process.env.TEST_MYSQL_URL}${database}`, multipleStatements: true });

const createEmpty = async (server: Connection): Promise<string> => {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await server.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
  return name;
};

const hashOf = async (migrations: string): Promise<string> => {
  const hash = createHash('sha256');
  for (const name of (await readdir(migrations)).sort())
    hash.update(name).update(await readFile(join(migrations, name, 'migration.sql')).catch(() => ''));
  return hash.digest('hex').slice(0, 32);
};

/** Returns the statements that create the final tables of the migrations. */
const schemaAfter = async (server: Connection, migrations: string): Promise<string> => {
  const name = await createEmpty(server);
  try {
    await migrate({ url: `${process.env.TEST_MYSQL_URL}${name}`, directory: migrations });
    const [tables] = await server.query<RowDataPacket[]>(`SHOW TABLES FROM ${name}`);
    const statements = ['SET FOREIGN_KEY_CHECKS = 0'];
    for (const row of tables) {
      const [[table]] = await server.query<RowDataPacket[]>(
        `SHOW CREATE TABLE ${name}.${String(Object.values(row)[0])}`,
      );
      statements.push(String(table?.['Create Table']));
    }
    return [...statements, 'SET FOREIGN_KEY_CHECKS = 1'].join(';\n');
  } finally {
    await server.query(`DROP DATABASE ${name}`);
  }
};

/** Migrating takes many steps, so it runs once per set of migrations; other test files reuse the resulting statements. */
const schemaOf = async (server: Connection, migrations: string): Promise<string> => {
  const file = join(tmpdir(), `maru-test-schema-${await hashOf(migrations)}.sql`);
  const known = await readFile(file, 'utf8').catch(() => undefined);
  if (known) return known;
  const schema = await schemaAfter(server, migrations);
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, schema);
  await rename(draft, file);
  return schema;
};

/** Creates a separate database on the test server (TEST_MYSQL_URL), with the tables of a migrations folder if given. */
export const createTestDatabase = async (migrations?: string) => {
  const server = await connect();
  const schema = migrations ? await schemaOf(server, migrations) : undefined;
  const name = await createEmpty(server);
  if (schema) {
    const database = await connect(name);
    await database.query(schema);
    await database.end();
  }
  return {
    url: `${process.env.TEST_MYSQL_URL}${name}`,
    /** True when `count` connections are open, and none of them has just opened or works. */
    isAtRest: async (count: number): Promise<boolean> => {
      const [open] = await server.query<RowDataPacket[]>(
        "SELECT COMMAND = 'Sleep' AND TIME_MS > 50 AS rests FROM information_schema.PROCESSLIST WHERE DB = ?",
        [name],
      );
      return open.length >= count && open.every(({ rests }) => rests === 1);
    },
    drop: async () => {
      await server.query(`DROP DATABASE ${name}`);
      await server.end();
    },
  };
};
