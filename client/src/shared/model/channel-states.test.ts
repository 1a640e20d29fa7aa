import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { channelId as channelIdSchema } from '@maru/contracts/primitives';
import { isUnread, mergeChannelState, type ChannelStates } from './channel-states';

const channelId = channelIdSchema.parse('01JD0000000000000000000000');

describe('channel states', () => {
  it('are the same in whatever order news comes, doubled or not (property)', () => {
    const news = fc.array(
      fc.oneof(fc.record({ lastSeq: fc.nat(50) }), fc.record({ lastReadSeq: fc.nat(50) })),
      { minLength: 1, maxLength: 20 },
    );
    fc.assert(
      fc.property(news, (list) => {
        const apply = (items: object[]) =>
          items.reduce<ChannelStates>(
            (states, item) => mergeChannelState(states, { channelId, ...item }),
            {},
          );
        expect(apply(list)).toEqual(apply([...list, ...list].toReversed()));
      }),
    );
  });

  it('are unread while the pointer is behind', () => {
    expect(isUnread({ channelId, lastSeq: 3, lastReadSeq: 2 })).toBe(true);
    expect(isUnread({ channelId, lastSeq: 3, lastReadSeq: 3 })).toBe(false);
    expect(isUnread(undefined)).toBe(false);
  });
});
