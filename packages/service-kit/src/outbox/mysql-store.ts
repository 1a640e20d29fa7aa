import type { ResultSetHeader, RowDataPacket } from 'mysql2/promise';
import { outboxEvent } from '@maru/contracts/internal/events';
import { openSession, type Session, type SessionWaits } from '../mysql/session.js';
import { parseJson } from '../mysql/sql-client.js';
import type { OutboxTable } from './outbox-table.js';
import type { OutboxStore } from './relay.js';

interface OutboxRecord extends RowDataPacket {
  id: string;
  event: unknown;
  createdAt: string;
}

/**
 * The store of a table `outbox (id BIGINT UNSIGNED AUTO_INCREMENT, event JSON, created_at DATETIME(3))`.
 * An id is taken before its transaction commits, so a smaller id can appear after a greater one; rows are removed one
 * by one and never skipped by a high-water mark, so that is only an order between transactions that share no lock.
 */
export const createMysqlOutboxStore = (
  databaseUrl: string,
  table: OutboxTable = 'outbox',
  waits?: SessionWaits,
): OutboxStore & { close(): void } => {
  const database = new URL(databaseUrl).pathname.slice(1);
  const lease = `${database}.${table}`;
  let session: Promise<Session> | undefined;
  /** The session that has the lease: another one would deliver beside the node that has it now. */
  let leased: Session | undefined;

  const drop = () => {
    void session?.then((open) => open.close()).catch(() => undefined);
    session = undefined;
  };

  const requireLease = (): Session => {
    if (!leased) throw new Error('the outbox is read without its lease');
    return leased;
  };

  return {
    async withLease(work) {
      try {
        session ??= openSession(databaseUrl, waits);
        const open = await session;
        if (!(await open.lock(lease, 0))) return undefined;
        leased = open;
        try {
          return await work();
        } finally {
          leased = undefined;
          await open.query('SELECT RELEASE_LOCK(?)', [lease]);
        }
      } catch (error) {
        // The connection may be the cause; a fresh one costs little, and dropping it gives the lease back.
        drop();
        throw error;
      }
    },

    async nextBatch(limit) {
      const rows = await requireLease().query<OutboxRecord[]>(
        `SELECT CAST(o.id AS CHAR) AS id, o.event, CAST(o.created_at AS CHAR) AS createdAt
         FROM ${table} AS o ORDER BY o.id LIMIT ?`,
        [limit],
      );
      return rows.map(({ id, event, createdAt }) => ({
        id,
        event: outboxEvent.parse(parseJson(event)),
        deliveryId: `${lease}:${id}@${createdAt}`,
      }));
    },

    async remove(ids) {
      await requireLease().query<ResultSetHeader>(`DELETE FROM ${table} WHERE id IN (?)`, [ids]);
    },

    close: drop,
  };
};
