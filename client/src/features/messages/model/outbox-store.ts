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

const journalKey = 'outbox-journal';

/**
 * IndexedDB answers later; a reload right after Enter would lose the message. So each entry stands in localStorage, which
 * writes at once, until IndexedDB has it.
 */
const journal = {
  read(): OutboxEntry[] {
    // Only `write` below writes it.
    return JSON.parse(storage.get(journalKey) ?? '[]') as OutboxEntry[];
  },
  write(entries: OutboxEntry[]): void {
    if (entries.length > 0) storage.set(journalKey, JSON.stringify(entries));
    else storage.remove(journalKey);
  },
  add(entry: OutboxEntry): void {
    journal.write([...journal.read().filter((each) => each.nonce !== entry.nonce), entry]);
  },
  remove(nonce: string): void {
    journal.write(journal.read().filter((each) => each.nonce !== nonce));
  },
};

/** Entries in IndexedDB, and in localStorage until they have got there. */
export const indexedDbOutboxStore: OutboxStore = {
  async list(userId) {
    const stored = await (await open()).getAllFromIndex('outbox', 'userId', userId);
    const known = new Set(stored.map((entry) => entry.nonce));
    return [
      ...stored,
      ...journal.read().filter((entry) => entry.userId === userId && !known.has(entry.nonce)),
    ];
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
