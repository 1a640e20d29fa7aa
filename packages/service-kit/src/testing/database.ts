import { randomUUID } from 'node:crypto';
import mysql from 'mysql2/promise';
import { migrate } from '../mysql/migrations.js';

/** An empty database of its own on the test server (TEST_MYSQL_URL), migrated if `migrations` names a folder. */
export const createTestDatabase = async (migrations?: string) => {
  const server = await mysql.createConnection(process.env.TEST_MYSQL_URL ?? '');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await server.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
  const url = `${process.env.TEST_MYSQL_URL}${name}`;
  if (migrations) await migrate({ url, directory: migrations });
  return {
    url,
    drop: async () => {
      await server.query(`DROP DATABASE ${name}`);
      await server.end();
    },
  };
};
