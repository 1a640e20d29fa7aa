import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { channelId as channelIdSchema, serverId as serverIdSchema } from '@maru/contracts/primitives';
import type { Message } from '@maru/contracts/socket/messages';
import { ReadPositions } from './read-positions.js';
import type { ReadPointer, ReadPointers } from './read-pointers.repository.js';

const channelId = channelIdSchema.parse('01JD0000000000000000000000');
const serverId = serverIdSchema.parse('01JD0000000000000000000001');
const jimin = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
const second = (n: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, n)).toISOString();

/** A channel whose message n was written in second `times[n - 1]`. */
const aChannel = (times: readonly number[], stored?: ReadPointer) => {
  let pointer = stored;
  let finds = 0;
  const head = {
    lastSeq: times.length,
    newestSeq: times.length,
    changes: 0,
    lastCreatedAt: times.length > 0 ? second(times.at(-1) ?? 0) : '',
  };
  const pointers: ReadPointers = {
    advance: async (_channelId, _userId, seq) => ({ lastReadSeq: seq, hasMoved: true }),
    setUp: async (_channelId, _userId, next) => void (pointer = next),
    positions: async () => new Map([[channelId, { head, pointer }]]),
    removeAllOf: async () => undefined,
    removeSomeIn: async () => false,
  };
  // The search looks at nothing but the time.
  const find = async (_channelId: string, seq: number) => {
    finds += 1;
    return { createdAt: second(times[seq - 1] ?? 0) } as Message;
  };
  const positions = new ReadPositions({ pointers, store: { find } });
  return {
    readSince: async (memberSince: string) =>
      (await positions.of(jimin, [{ scope: 'server', serverId, channelId, memberSince }]))[0]?.lastReadSeq,
    pointer: () => pointer,
    finds: () => finds,
  };
};

describe('a read pointer', () => {
  it('starts at the last message written before its reader joined (property)', async () => {
    const times = fc.array(fc.nat(30), { maxLength: 40 }).map((all) => all.toSorted((a, b) => a - b));
    await fc.assert(
      fc.asyncProperty(times, fc.nat(30), async (written, joined) => {
        const channel = aChannel(written);
        await expect(channel.readSince(second(joined))).resolves.toBe(
          written.filter((time) => time <= joined).length,
        );
      }),
    );
  });

  it('is set up once in a membership, and the search for it is short', async () => {
    const channel = aChannel(Array.from({ length: 1_000 }, (_, index) => index));
    await expect(channel.readSince(second(500))).resolves.toBe(501);
    expect(channel.finds()).toBeLessThan(12);
    const finds = channel.finds();
    await expect(channel.readSince(second(500))).resolves.toBe(501);
    expect(channel.finds()).toBe(finds);
  });

  it('moves to where a returning member joins again, never back', async () => {
    const channel = aChannel([1, 2, 3, 10], { lastReadSeq: 2, memberSince: second(0) });
    await expect(channel.readSince(second(5))).resolves.toBe(3);
    const ahead = aChannel([1, 2, 3, 10], { lastReadSeq: 4, memberSince: second(0) });
    await expect(ahead.readSince(second(5))).resolves.toBe(4);
  });

  it('of an empty channel is left alone: everything that comes is new', async () => {
    const channel = aChannel([]);
    await expect(channel.readSince(second(5))).resolves.toBe(0);
    expect(channel.pointer()).toBeUndefined();
  });
});
