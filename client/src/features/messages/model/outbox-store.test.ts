import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { channelId as channelIdSchema } from '@maru/contracts/primitives';
import type { OutboxEntry } from './outbox';
import { indexedDbOutboxStore as store } from './outbox-store';

const entry = (nonce: string, userId = 'jimin'): OutboxEntry => ({
  nonce,
  userId,
  channelId: channelIdSchema.parse('01JD0000000000000000000000'),
  content: '안녕',
  createdAt: '2026-01-01T00:00:00.000Z',
  position: 1,
  state: 'waiting',
});

const noncesOf = async (userId: string) => (await store.list(userId)).map(({ nonce }) => nonce).sort();

beforeEach(async () => {
  for (const { nonce } of await store.list('jimin')) await store.remove(nonce);
});

describe('the outbox store', () => {
  it('keeps each person’s entries until they are removed', async () => {
    await store.put(entry('a'));
    await store.put(entry('b', 'alice'));
    await expect(noncesOf('jimin')).resolves.toEqual(['a']);
    await store.remove('a');
    await expect(noncesOf('jimin')).resolves.toEqual([]);
  });

  it('has an entry before IndexedDB does: a reload right after Enter finds it', async () => {
    const saving = store.put(entry('just-written'));
    expect(localStorage.getItem('maru.outbox-journal')).toContain('just-written');
    await expect(noncesOf('jimin')).resolves.toEqual(['just-written']);
    await saving;
    expect(localStorage.getItem('maru.outbox-journal')).toBeNull();
    await expect(noncesOf('jimin')).resolves.toEqual(['just-written']);
  });

  it('replaces an entry by its newer state', async () => {
    await store.put(entry('a'));
    await store.put({ ...entry('a'), state: 'failed', errorCode: 'FORBIDDEN' });
    await expect(store.list('jimin')).resolves.toMatchObject([{ nonce: 'a', state: 'failed' }]);
  });
});
