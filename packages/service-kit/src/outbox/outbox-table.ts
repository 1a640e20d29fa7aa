import type { OutboxEvent } from '@maru/contracts/internal/events';
import type { SqlClient } from '../mysql/sql-client.js';

/** A database has one outbox for each receiver, so that none of them waits for another. */
export type OutboxTable = 'outbox' | 'chat_outbox';

// Identifiers can't be parameters of a statement.
const inserts: Record<OutboxTable, (db: SqlClient, event: string) => Promise<number>> = {
  outbox: (db, event) => db.$executeRaw`INSERT INTO outbox (event) VALUES (${event})`,
  chat_outbox: (db, event) => db.$executeRaw`INSERT INTO chat_outbox (event) VALUES (${event})`,
};

export const insertEvent = async (db: SqlClient, table: OutboxTable, event: OutboxEvent): Promise<void> => {
  await inserts[table](db, JSON.stringify(event));
};
