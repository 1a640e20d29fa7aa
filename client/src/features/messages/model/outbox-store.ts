import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { storage } from '@/shared/lib/storage';
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

/**
 * IndexedDB answers later; a reload right after Enter would lose the message. So each entry stands in localStorage, which
 * writes at once, until IndexedDB has it.
 */
const createJournal = (userId: string) => {
  const key = `${userId}.outbox-journal`;
  // Only `write` below writes it.
  const read = () => JSON.parse(storage.get(key) ?? '[]') as OutboxEntry[];
  const write = (entries: OutboxEntry[]): void => {
    if (entries.length > 0) storage.set(key, JSON.stringify(entries));
    else storage.remove(key);
  };
  const without = (nonce: string) => read().filter((each) => each.nonce !== nonce);
  return {
    read,
    add: (entry: OutboxEntry): void => write([...without(entry.nonce), entry]),
    remove: (nonce: string): void => write(without(nonce)),
  };
};

/** The entries of one account in IndexedDB, and in localStorage until they have got there. */
export const outboxStoreOf = (userId: string): OutboxStore => {
  const journal = createJournal(userId);
  return {
    async list() {
      const stored = await (await open()).getAllFromIndex('outbox', 'userId', userId);
      const known = new Set(stored.map((entry) => entry.nonce));
      return [...stored, ...journal.read().filter((entry) => !known.has(entry.nonce))];
    },
    async put(entry) {
      journal.add(entry);
      await (await open()).put('outbox', entry);
      journal.remove(entry.nonce);
    },
    async remove(nonce) {
      journal.remove(nonce);
      await (await open()).delete('outbox', nonce);
    },
  };
};
