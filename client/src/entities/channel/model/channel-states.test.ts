import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { channelId as channelIdSchema } from '@maru/contracts/primitives';
import { isUnread, mergeChannelState, type ChannelNews, type ChannelStates } from './channel-states';

const channelId = channelIdSchema.parse('01JD0000000000000000000000');

const apply = (news: ChannelNews[]): ChannelStates =>
  news.reduce<ChannelStates>((states, each) => mergeChannelState(states, each), {});

describe('channel states', () => {
  it('are the same in whatever order updates arrive, duplicated or not (property)', () => {
    const head = fc.record({ lastSeq: fc.nat(5), changes: fc.nat(5) });
    // A head has one newest message, however often it is pushed.
    const news = fc.oneof(
      head.map((each) => ({ channelId, ...each, newestSeq: (each.lastSeq * 7 + each.changes) % 6 })),
      fc.record({ lastReadSeq: fc.nat(5) }).map((each) => ({ channelId, ...each })),
    );
    fc.assert(
      fc.property(fc.array(news, { minLength: 1, maxLength: 20 }), (list) => {
        expect(apply(list)).toEqual(apply([...list, ...list].toReversed()));
      }),
    );
  });

  it('are unread while the pointer is behind', () => {
    const head = { channelId, lastSeq: 3, changes: 0, newestSeq: 3 };
    expect(isUnread({ ...head, lastReadSeq: 2 })).toBe(true);
    expect(isUnread({ ...head, lastReadSeq: 3 })).toBe(false);
    expect(isUnread(undefined)).toBe(false);
  });

  it('are read once only tombstones are newer than the pointer, and unread with the next message', () => {
    const written = { channelId, lastSeq: 3, changes: 0, newestSeq: 3, lastReadSeq: 2 };
    const deleted = { channelId, lastSeq: 3, changes: 1, newestSeq: 2 };
    // The node that writes next may not have heard of the deletion.
    const next = { channelId, lastSeq: 4, changes: 0, newestSeq: 4 };
    expect(isUnread(apply([written, deleted])[channelId])).toBe(false);
    expect(isUnread(apply([deleted, written])[channelId])).toBe(false);
    expect(isUnread(apply([written, deleted, next])[channelId])).toBe(true);
  });
});
