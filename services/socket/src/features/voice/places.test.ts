import { describe, expect, it } from '@jest/globals';
import { everything, ordinaryPermissions, setOf } from '@maru/contracts/permissions';
import { channelId, serverId } from '@maru/contracts/primitives';
import type { VoiceMember } from '@maru/contracts/socket/voice';
import { newId } from '@maru/service-kit/ids';
import {
  allowedIn,
  marksWithin,
  requirePlace,
  requireVoice,
  takesVideo,
  type VoiceAccess,
} from './places.js';

const marks = { isMuted: false, isDeafened: false, hasCamera: false, hasScreen: false };
const limits = { people: 4, video: 2 };

const access = (
  voice: Partial<VoiceAccess['voice']> = {},
  permissions = ordinaryPermissions,
): VoiceAccess => ({
  scope: 'server',
  serverId: serverId.parse(newId()),
  channelId: channelId.parse(newId()),
  audience: 'all',
  permissions,
  memberSince: '2026-01-01T00:00:00.000Z',
  slowModeSeconds: 0,
  roleIds: [],
  voice: { userLimit: null, isMuted: false, isDeafened: false, ...voice },
});

/** Returns `count` members, the first of them with these marks. */
const members = (count: number, first: Partial<VoiceMember['marks']> = {}): VoiceMember[] =>
  Array.from({ length: count }, (_, index) => ({
    userId: `person ${index}`,
    sessionId: newId(),
    joinedAt: '2026-01-01T00:00:00.000Z',
    marks: index === 0 ? { ...marks, ...first } : marks,
    allowed: { speak: true, video: true, hear: true },
  }));

describe('what a member is allowed', () => {
  it('follows their permissions and what moderators decided about them', () => {
    expect(allowedIn(access())).toEqual({ speak: true, video: true, hear: true });
    expect(allowedIn(access({}, setOf('viewChannel', 'connect')))).toEqual({
      speak: false,
      video: false,
      hear: true,
    });
    expect(allowedIn(access({ isDeafened: true }))).toMatchObject({ speak: true, hear: false });
  });

  it('is silence for a muted administrator too', () => {
    expect(allowedIn(access({ isMuted: true }, everything))).toEqual({
      speak: false,
      video: true,
      hear: true,
    });
  });

  it('takes camera and screen off, and leaves the other marks', () => {
    const sending = { isMuted: true, isDeafened: true, hasCamera: true, hasScreen: true };
    expect(marksWithin(sending, { speak: true, video: true, hear: true })).toEqual(sending);
    expect(marksWithin(sending, { speak: true, video: false, hear: true })).toEqual({
      ...sending,
      hasCamera: false,
      hasScreen: false,
    });
  });
});

describe('a place in a call', () => {
  const enter = (others: VoiceMember[], channel = access()) => requirePlace({ others, limits, channel });

  it('is free below the limit of people', () => {
    expect(() => enter(members(3))).not.toThrow();
    expect(() => enter(members(4))).toThrow('CALL_FULL');
  });

  it.each(['hasCamera', 'hasScreen'])('is scarcer while a member has %s', (mark) => {
    expect(() => enter(members(1, { [mark]: true }))).not.toThrow();
    expect(() => enter(members(2, { [mark]: true }))).toThrow('CALL_FULL');
  });

  it('is bounded by the channel, except for members who move others', () => {
    const small = { userLimit: 1 };
    expect(() => enter(members(1), access(small))).toThrow('CALL_FULL');
    const mover = access(small, ordinaryPermissions | setOf('moveMembers'));
    expect(() => enter(members(1), mover)).not.toThrow();
    expect(() => enter(members(4), mover)).toThrow('CALL_FULL');
  });

  it('has video up to the limit, with the one concerned', () => {
    expect([1, 2, 3].map((people) => takesVideo(people, limits))).toEqual([true, true, false]);
  });
});

it('only a voice channel of a server takes calls', () => {
  expect(requireVoice(access()).voice.userLimit).toBeNull();
  expect(() => requireVoice({ ...access(), voice: null })).toThrow('CHANNEL_NOT_VOICE');
});
