import { createHash } from 'node:crypto';
import { AppError } from '../app-error.js';
import { openSession, type SessionWaits } from './session.js';

/** Named locks shared by all nodes on one database. */
export interface Locks {
  /**
   * Runs `work` while no other node holds any of these names; for steps that touch more than the database. Throws CONFLICT when the
   * names are not free within `waitSeconds`. A crash frees them. So does a lost connection, although `work` goes on: its own
   * conditions have to keep two runs from doing harm.
   */
  withLocks<T>(names: string[], work: () => Promise<T>, options?: { waitSeconds?: number }): Promise<T>;
}

/** MySQL takes names of up to 64 characters, and shares them between all databases of the server. */
const nameOf = (database: string, name: string) =>
  createHash('sha256').update(`${database}\n${name}`).digest('hex').slice(0, 60);

/** Each run has a session of its own: taken from the pool, it would be missing to the work that it waits for. */
export const createLocks = (databaseUrl: string, waits?: SessionWaits): Locks => ({
  async withLocks(names, work, { waitSeconds = 10 } = {}) {
    const session = await openSession(databaseUrl, waits);
    const database = new URL(databaseUrl).pathname;
    try {
      // One order for all callers, so that two never wait for each other.
      for (const name of [...new Set(names)].sort())
        if (!(await session.lock(nameOf(database, name), waitSeconds))) throw new AppError('CONFLICT');
      return await work();
    } finally {
      session.close();
    }
  },
});
