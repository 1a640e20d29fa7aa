import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { OutboxEntry, OutboxStore } from './outbox';

interface Schema extends DBSchema {
  outbox: { key: string; value: OutboxEntry; indexes: { userId: string } };
}

let database: Promise<IDBPDatabase<Schema>> | undefined;

const open = () =>
  (database ??= openDB<Schema>('maru', 1, {
    upgrade: (db) =>
      void db.createObjectStore('outbox', { keyPath: 'nonce' }).createIndex('userId', 'userId'),
  }));

/** Entries in IndexedDB. */
export const indexedDbOutboxStore: OutboxStore = {
  list: async (userId) => (await open()).getAllFromIndex('outbox', 'userId', userId),
  put: async (entry) => void (await (await open()).put('outbox', entry)),
  remove: async (nonce) => (await open()).delete('outbox', nonce),
};
