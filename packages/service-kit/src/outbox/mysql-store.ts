import mysql, { type Connection, type ResultSetHeader, type RowDataPacket } from 'mysql2/promise';
import { outboxEvent } from '@maru/contracts/internal/events';
import { parseJson } from '../mysql/sql-client.js';
import type { OutboxTable } from './outbox-table.js';
import type { OutboxStore } from './relay.js';

interface OutboxRecord extends RowDataPacket {
  id: string;
  event: unknown;
  createdAt: string;
}

interface LockRecord extends RowDataPacket {
  acquired: 0 | 1 | null;
}

/** A connection of the relay's own: the lease is a lock of the session, and a pool would share the session with other work. */
const createSession = (databaseUrl: string) => {
  let connection: Promise<Connection> | undefined;

  const drop = () => {
    void connection?.then((open) => open.destroy()).catch(() => undefined);
    connection = undefined;
  };

  const open = async () => {
    const opened = await mysql.createConnection({
      uri: databaseUrl,
      timezone: 'Z',
      supportBigNumbers: true,
      bigNumberStrings: true,
    });
    opened.on('error', drop);
    return opened;
  };

  return { get: () => (connection ??= open()), drop };
};

/**
 * The store of a table `outbox (id BIGINT UNSIGNED AUTO_INCREMENT, event JSON, created_at DATETIME(3))`.
 * An id is taken before its transaction commits, so a smaller id can appear after a greater one; rows are removed one
 * by one and never skipped by a high-water mark, so that is only an order between transactions that share no lock.
 */
export const createMysqlOutboxStore = (
  databaseUrl: string,
  table: OutboxTable = 'outbox',
): OutboxStore & { close(): void } => {
  const session = createSession(databaseUrl);
  const database = new URL(databaseUrl).pathname.slice(1);
  const lease = `${database}.${table}`;

  return {
    async withLease(work) {
      try {
        const connection = await session.get();
        const [rows] = await connection.query<LockRecord[]>('SELECT GET_LOCK(?, 0) AS acquired', [lease]);
        if (rows[0]?.acquired !== 1) return undefined;
        try {
          return await work();
        } finally {
          await connection.query('SELECT RELEASE_LOCK(?)', [lease]);
        }
      } catch (error) {
        // The connection may be the cause; a fresh one costs little, and dropping it gives the lease back.
        session.drop();
        throw error;
      }
    },

    async nextBatch(limit) {
      const connection = await session.get();
      const [rows] = await connection.query<OutboxRecord[]>(
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
      const connection = await session.get();
      await connection.query<ResultSetHeader>(`DELETE FROM ${table} WHERE id IN (?)`, [ids]);
    },

    close: session.drop,
  };
};
