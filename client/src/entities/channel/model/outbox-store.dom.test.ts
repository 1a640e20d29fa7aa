import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { channelId as channelIdSchema } from '@maru/contracts/primitives';
import type { OutboxEntry } from './outbox';
import { outboxStoreOf } from './outbox-store';

const entry = (nonce: string, userId = 'jimin'): OutboxEntry => ({
  nonce,
  userId,
  channelId: channelIdSchema.parse('01JD0000000000000000000000'),
  body: { text: '안녕' },
  createdAt: '2026-01-01T00:00:00.000Z',
  position: 1,
  state: 'waiting',
});

const store = outboxStoreOf('jimin');
const nonces = async (of = store) => (await of.list()).map(({ nonce }) => nonce).sort();
const journal = () => localStorage.getItem('maru.jimin.outbox-journal');

beforeEach(async () => {
  for (const { nonce } of await store.list()) await store.remove(nonce);
});

describe('the outbox store', () => {
  it('keeps the entries of each account until they are removed', async () => {
    const others = outboxStoreOf('alice');
    await store.put(entry('a'));
    await others.put(entry('b', 'alice'));
    await expect(nonces()).resolves.toEqual(['a']);
    await expect(nonces(others)).resolves.toEqual(['b']);
    await store.remove('a');
    await expect(nonces()).resolves.toEqual([]);
  });

  it('lists an entry that IndexedDB has not stored yet, so that a reload right after Enter keeps it', async () => {
    const saving = store.put(entry('just-written'));
    expect(journal()).toContain('just-written');
    await expect(nonces()).resolves.toEqual(['just-written']);
    await expect(nonces(outboxStoreOf('alice'))).resolves.not.toContain('just-written');
    await saving;
    expect(journal()).toBeNull();
    await expect(nonces()).resolves.toEqual(['just-written']);
  });

  it.each(['IndexedDB', 'localStorage'])(
    'reads entries that an earlier version left in %s',
    async (place) => {
      const { body, ...rest } = entry('old');
      const old = { ...rest, content: body.text };
      await nonces();
      if (place === 'localStorage') localStorage.setItem('maru.jimin.outbox-journal', JSON.stringify([old]));
      else {
        const database = await openDB('maru');
        await database.put('outbox', old);
        database.close();
      }
      await expect(store.list()).resolves.toEqual([entry('old')]);
    },
  );

  it('replaces an entry by its newer state', async () => {
    await store.put(entry('a'));
    await store.put({ ...entry('a'), state: 'failed', errorCode: 'FORBIDDEN' });
    await expect(store.list()).resolves.toMatchObject([{ nonce: 'a', state: 'failed' }]);
  });
});
