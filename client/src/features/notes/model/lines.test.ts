import { describe, expect, it } from '@jest/globals';
import { channelId as channelIdSchema } from '@maru/contracts/primitives';
import { textBody } from '@maru/contracts/socket/message-body';
import type { Message } from '@maru/contracts/socket/messages';
import type { OutboxEntry } from '@/entities/channel/model/outbox';
import { buildLines, speakersOf } from './lines';

const channelId = channelIdSchema.parse('01JD0000000000000000000000');
const jimin = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
const alice = '11111111-1111-4111-8111-111111111111';

const aLine = (seq: number, authorId: string, change: Partial<Message> = {}): Message => ({
  channelId,
  seq,
  nonce: `nonce-of-line-${seq}`,
  authorId,
  body: textBody(`${seq}`),
  createdAt: new Date(Date.UTC(2026, 0, 1, 0, 0, seq)).toISOString(),
  editedAt: null,
  deletedAt: null,
  version: 1,
  ...change,
});

const grouped = (rows: ReturnType<typeof buildLines>) => rows.map(({ isGrouped }) => isGrouped);

describe('the lines of a note', () => {
  it('name each speaker once per run', () => {
    const rows = buildLines([aLine(1, jimin), aLine(2, jimin), aLine(3, alice), aLine(4, jimin)]);
    expect(grouped(rows)).toEqual([false, true, false, false]);
  });

  it('name the speaker again after five minutes', () => {
    const rows = buildLines([aLine(1, jimin), aLine(299, jimin), aLine(599, jimin)]);
    expect(grouped(rows)).toEqual([false, true, false]);
  });

  it('close the gap of a deleted line', () => {
    const deleted = aLine(2, alice, { deletedAt: '2026-01-01T00:01:00.000Z' });
    const rows = buildLines([aLine(1, jimin), deleted, aLine(3, jimin)]);
    expect(grouped(rows)).toEqual([false, true]);
    expect(speakersOf([aLine(1, jimin), deleted])).toEqual([jimin]);
  });

  it('end with what is still being sent, under the key that the stored line will have', () => {
    const entry: OutboxEntry = {
      nonce: 'nonce-of-line-2',
      userId: jimin,
      channelId,
      body: { text: '2' },
      createdAt: aLine(2, jimin).createdAt,
      position: 1,
      state: 'waiting',
    };
    const [, pending] = buildLines([aLine(1, jimin)], [entry]);
    const [, stored] = buildLines([aLine(1, jimin), aLine(2, jimin)]);
    expect(pending).toMatchObject({ kind: 'pending', isGrouped: true, key: stored?.key });
  });

  it('name people in the order in which they first spoke', () => {
    expect(speakersOf([aLine(1, alice), aLine(2, jimin), aLine(3, alice)])).toEqual([alice, jimin]);
  });
});
