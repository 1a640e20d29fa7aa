import { createHash } from 'node:crypto';
import mysql, { type RowDataPacket } from 'mysql2/promise';
import { AppError } from '../app-error.js';

interface LockRow extends RowDataPacket {
  acquired: 0 | 1 | null;
}

/** Named locks shared by all nodes on one database. */
export interface Locks {
  /**
   * Runs `work` while no other node holds any of these names; for steps that touch more than the database. Throws CONFLICT when the
   * names are not free within `waitSeconds`. A crash frees them.
   */
  withLocks<T>(names: string[], work: () => Promise<T>, options?: { waitSeconds?: number }): Promise<T>;
}

/** MySQL takes names of up to 64 characters, and shares them between all databases of the server. */
const nameOf = (database: string, name: string) =>
  createHash('sha256').update(`${database}\n${name}`).digest('hex').slice(0, 60);

/** Each run has a connection of its own: taken from the pool, it would be missing to the work that it waits for. */
export const createLocks = (databaseUrl: string): Locks => ({
  async withLocks(names, work, { waitSeconds = 10 } = {}) {
    const connection = await mysql.createConnection(databaseUrl);
    const database = new URL(databaseUrl).pathname;
    try {
      // One order for all callers, so that two never wait for each other.
      for (const name of [...new Set(names)].sort()) {
        const [rows] = await connection.query<LockRow[]>('SELECT GET_LOCK(?, ?) AS acquired', [
          nameOf(database, name),
          waitSeconds,
        ]);
        if (rows[0]?.acquired !== 1) throw new AppError('CONFLICT');
      }
      return await work();
    } finally {
      // Ends the session, which releases its locks.
      await connection.end().catch(() => connection.destroy());
    }
  },
});
