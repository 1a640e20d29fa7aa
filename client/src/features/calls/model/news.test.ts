import { describe, expect, it } from '@jest/globals';
import { aRemote, aSnapshot, aVoiceMember } from '@/testing/calls/fake-call';
import { newsBetween, soundsOf } from './news';

const { marks } = aSnapshot();
const other = aRemote();
const { userId } = other.member;
const together = aSnapshot({ remotes: [other] });
const alone = aSnapshot();

describe('news of a call', () => {
  it('name each person who joins, leaves or starts to share', () => {
    const sharing = aRemote({ member: { marks: { ...marks, hasScreen: true } } });
    expect(newsBetween(alone, together)).toEqual([{ kind: 'joined', userId }]);
    expect(newsBetween(together, alone)).toEqual([{ kind: 'left', userId }]);
    expect(newsBetween(together, aSnapshot({ remotes: [sharing] }))).toEqual([{ kind: 'sharing', userId }]);
    expect(newsBetween(together, together)).toEqual([]);
  });

  it('do not name the people who were there before the viewer', () => {
    const joining = aSnapshot({ status: 'joining' });
    expect(newsBetween(joining, together)).toEqual([{ kind: 'connected' }]);
  });

  it('tell that the call is away and back', () => {
    const away = aSnapshot({ status: 'reconnecting' });
    expect(newsBetween(alone, away)).toEqual([{ kind: 'reconnecting' }]);
    expect(newsBetween(away, alone)).toEqual([{ kind: 'back' }]);
  });

  it('tell a move into another channel, whose people are no news', () => {
    const elsewhere = aSnapshot({ channelId: '01JD0000000000000000000009', remotes: [other] });
    expect(newsBetween(alone, elsewhere)).toEqual([{ kind: 'moved' }]);
    const arriving = aSnapshot({ channelId: elsewhere.channelId, startedAt: null });
    expect(newsBetween(arriving, elsewhere)).toEqual([]);
  });

  it('tell one thing when deafening also mutes', () => {
    const deafened = aSnapshot({ marks: { ...marks, isMuted: true, isDeafened: true } });
    expect(newsBetween(alone, deafened)).toEqual([{ kind: 'deafened' }]);
    expect(newsBetween(deafened, alone)).toEqual([{ kind: 'undeafened' }]);
  });

  it('tell leaving from an end that the viewer did not choose', () => {
    expect(newsBetween(alone, aSnapshot({ status: 'ended' }))).toEqual([{ kind: 'gone' }]);
    const thrownOut = aSnapshot({ status: 'ended', endReason: 'disconnected' });
    expect(newsBetween(alone, thrownOut)).toEqual([{ kind: 'ended' }]);
  });

  it('sound once however many people join together', () => {
    const second = aRemote({
      member: aVoiceMember({ userId: '22222222-2222-4222-8222-222222222222' as never }),
    });
    const news = newsBetween(alone, aSnapshot({ remotes: [other, second] }));
    expect(news).toHaveLength(2);
    expect(soundsOf(news)).toEqual(['join']);
  });
});
