import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { storage } from '@/shared/lib/storage';
import type { OutboxEntry, OutboxStore } from './outbox';

/** An entry that an earlier version of the app has stored. */
type OldEntry = Omit<OutboxEntry, 'body'> & { content: string };
type StoredEntry = OutboxEntry | OldEntry;

const fromStored = (entry: StoredEntry): OutboxEntry => {
  if ('body' in entry) return entry;
  const { content, ...rest } = entry;
  return { ...rest, body: { text: content } };
};

interface Schema extends DBSchema {
  outbox: { key: string; value: StoredEntry; indexes: { userId: string } };
}

let database: Promise<IDBPDatabase<Schema>> | undefined;

const open = () =>
  (database ??= openDB<Schema>('maru', 1, {
    upgrade: (db) =>
      void db.createObjectStore('outbox', { keyPath: 'nonce' }).createIndex('userId', 'userId'),
  }));

/**
 * IndexedDB writes asynchronously, so a reload right after Enter would lose the message. Each entry is kept in localStorage,
 * which writes synchronously, until IndexedDB has stored it.
 */
const createJournal = (userId: string) => {
  const key = `${userId}.outbox-journal`;
  // Only `write`, here or in an earlier version of the app, writes it.
  const read = () => JSON.parse(storage.get(key) ?? '[]') as StoredEntry[];
  const write = (entries: StoredEntry[]): void => {
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

/** The entries of one account in IndexedDB, and those in localStorage that IndexedDB has not stored yet. */
export const outboxStoreOf = (userId: string): OutboxStore => {
  const journal = createJournal(userId);
  return {
    async list() {
      const stored = await (await open()).getAllFromIndex('outbox', 'userId', userId);
      const known = new Set(stored.map((entry) => entry.nonce));
      const unsaved = journal.read().filter((entry) => !known.has(entry.nonce));
      return [...stored, ...unsaved].map(fromStored);
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
