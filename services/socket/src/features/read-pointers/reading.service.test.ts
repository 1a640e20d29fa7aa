import { randomUUID } from 'node:crypto';
import { beforeEach, expect, it } from '@jest/globals';
import { channelId as channelIdSchema, serverId as serverIdSchema } from '@maru/contracts/primitives';
import { textBody } from '@maru/contracts/socket/message-body';
import type { Message } from '@maru/contracts/socket/messages';
import { newId } from '@maru/service-kit/ids';
import { createLogger } from '@maru/service-kit/logger';
import { until } from '@maru/service-kit/testing/until';
import { ReadingService } from './reading.service.js';

const log = createLogger({ service: 'test', level: 'silent' });
const [channelId, authorId] = [channelIdSchema.parse(newId()), randomUUID()];
const channel = { scope: 'server', serverId: serverIdSchema.parse(newId()) } as const;
const message: Message = {
  channelId,
  seq: 7,
  nonce: randomUUID(),
  authorId,
  body: textBody('안녕하세요'),
  createdAt: '2026-01-01T00:00:00.000Z',
  editedAt: null,
  deletedAt: null,
  version: 1,
};

let moved: number[];
beforeEach(() => {
  moved = [];
});

const readingWith = (advance: (seq: number) => Promise<{ lastReadSeq: number; hasMoved: boolean }>) =>
  new ReadingService({
    pointers: { advance: (_channelId, _userId, seq) => advance(seq) },
    positions: { of: async () => [] },
    onMoved: ({ lastReadSeq }) => void moved.push(lastReadSeq),
    log,
    patienceMs: 20,
  });

it('an author whose pointer is further keeps it there', async () => {
  const reading = readingWith(async () => ({ lastReadSeq: 9, hasMoved: false }));
  await expect(reading.markWritten(channel, message)).resolves.toBe(9);
  expect(moved).toEqual([]);
});

it('a pointer that fails to move does not fail the message that was stored, and is moved later', async () => {
  let calls = 0;
  const reading = readingWith(async (seq) => {
    calls += 1;
    if (calls < 3) throw new Error('throttled');
    return { lastReadSeq: seq, hasMoved: true };
  });
  await expect(reading.markWritten(channel, message)).resolves.toBe(7);
  await until(() => moved.length > 0, 'the pointer has moved');
  expect(moved).toEqual([7]);
});

it('a pointer that is slow to move does not hold up the acknowledgement', async () => {
  let answer: () => void = () => undefined;
  const answered = new Promise<void>((resolve) => (answer = resolve));
  const reading = readingWith(async (seq) => {
    await answered;
    return { lastReadSeq: seq, hasMoved: true };
  });
  await expect(reading.markWritten(channel, message)).resolves.toBe(7);
  expect(moved).toEqual([]);
  answer();
  await until(() => moved.length > 0, 'the pointer has moved');
});
