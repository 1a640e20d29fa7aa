import mysql, { type Pool, type PoolConnection, type ResultSetHeader } from 'mysql2/promise';
import type { SqlClient } from '../mysql/sql-client.js';
import { createTestDatabase } from './database.js';

/** The tables that the kit works with, as the services' migrations make them. */
const tables = [
  `CREATE TABLE outbox (id BIGINT UNSIGNED AUTO_INCREMENT PRIMARY KEY, event JSON NOT NULL,
    created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3))`,
  'CREATE TABLE chat_outbox LIKE outbox',
  `CREATE TABLE jobs (id CHAR(26) PRIMARY KEY, job JSON NOT NULL, run_at DATETIME(3) NOT NULL, claim CHAR(26),
    attempts INT NOT NULL DEFAULT 0, dead_at DATETIME(3))`,
  `CREATE TABLE idempotency_keys (user_id CHAR(36), \`key\` VARCHAR(64), request_hash CHAR(64) NOT NULL, reply JSON NOT NULL,
    created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3), PRIMARY KEY (user_id, \`key\`))`,
  'CREATE TABLE timers (name VARCHAR(64) PRIMARY KEY, ran_at DATETIME(3) NOT NULL)',
];

const clientOn = (connection: Pool | PoolConnection): SqlClient => ({
  async $queryRaw<T>(sql: TemplateStringsArray, ...values: unknown[]) {
    const [rows] = await connection.query(sql.join('?'), values);
    // The caller names the type of the rows that it selects.
    return rows as T;
  },
  async $executeRaw(sql, ...values) {
    const [result] = await connection.query<ResultSetHeader>(sql.join('?'), values);
    return result.affectedRows;
  },
});

/** A database with the kit's tables, for tests that have no generated Prisma client. */
export const createWorkDatabase = async () => {
  const { url, drop } = await createTestDatabase();
  const pool = mysql.createPool({ uri: url, timezone: 'Z' });
  for (const table of tables) await pool.query(table);

  return {
    url,
    db: clientOn(pool),
    /** Runs `work` in a transaction, as Prisma's `$transaction` does. */
    begin: async <T>(work: (db: SqlClient) => Promise<T>): Promise<T> => {
      const connection = await pool.getConnection();
      try {
        await connection.query('SET TRANSACTION ISOLATION LEVEL READ COMMITTED');
        await connection.beginTransaction();
        const result = await work(clientOn(connection));
        await connection.commit();
        return result;
      } catch (error) {
        await connection.rollback();
        throw error;
      } finally {
        connection.release();
      }
    },
    drop: async () => {
      await pool.end();
      await drop();
    },
  };
};

export type WorkDatabase = Awaited<ReturnType<typeof createWorkDatabase>>;
