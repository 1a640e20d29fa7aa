import 'fake-indexeddb/auto';
import { beforeEach, expect, it, jest } from '@jest/globals';
import { channelId as channelIdSchema } from '@maru/contracts/primitives';
import type { ClientEventInput } from '@maru/contracts/socket/events';
import { textBody } from '@maru/contracts/socket/message-body';
import type { Message } from '@maru/contracts/socket/messages';
import { waitFor } from '@testing-library/react';
import { readChannelState } from './channel-states';
import { queryClient } from '@/shared/api/query-client';

/** jsdom has none. */
class QuietChannel {
  postMessage(): void {}
}
Object.assign(globalThis, { BroadcastChannel: QuietChannel });

const channelId = channelIdSchema.parse('01JD0000000000000000000000');
const jimin = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
const emitted: string[] = [];

const aMessage = (seq: number, nonce: string): Message => ({
  channelId,
  seq,
  nonce,
  authorId: jimin,
  body: textBody('안녕'),
  createdAt: '2026-01-01T00:00:00.000Z',
  editedAt: null,
  deletedAt: null,
  version: 1,
});

jest.unstable_mockModule('@/shared/api/realtime', () => ({
  whenConnected: () => Promise.resolve(),
  onConnected: () => () => undefined,
  onPush: () => () => undefined,
  emit: async (event: string, { nonce }: ClientEventInput<'message:send'>) => {
    emitted.push(event);
    return { message: aMessage(7, nonce), lastReadSeq: 7 };
  },
}));
const { confirmOwn, outboxOf } = await import('./outbox');

beforeEach(() => {
  emitted.length = 0;
  queryClient.clear();
});

it('an own message counts as read by its acknowledgement, without an event of its own', async () => {
  const outbox = outboxOf(jimin);
  await outbox.add(channelId, { text: '안녕' });
  await waitFor(() => expect(outbox.snapshot()).toEqual([]));
  expect(readChannelState(channelId)).toMatchObject({ lastReadSeq: 7 });
  expect(emitted).toEqual(['message:send']);
});

it('an own message counts as read when its push comes before its acknowledgement', () => {
  outboxOf(jimin);
  confirmOwn(aMessage(9, 'nonce-of-another-tab'));
  expect(readChannelState(channelId)).toMatchObject({ lastReadSeq: 9 });
});

it.each([
  ['of another author', { authorId: '7c9e6679-7425-40de-944b-e07fc1f90ae8' }],
  ['that the server wrote about the person', { system: 'member-joined' as const, body: textBody('') }],
])('a message %s does not count as read', (_name, changes) => {
  outboxOf(jimin);
  confirmOwn({ ...aMessage(9, 'nonce'), ...changes });
  expect(readChannelState(channelId)).toBeUndefined();
});
