import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nickname, profile, profileRoutes } from './http/user/profiles.js';
import { outboxEvent } from './internal/events.js';
import { largerPlan, perksOf, planAt, plans } from './membership.js';
import { brokenPasswordRules, currentPassword, newPassword, passwordRules } from './passwords.js';
import { can, everything, ordinaryPermissions, permissionBits, permissions } from './permissions.js';
import { clientEvents, pushEvents } from './socket/events.js';

describe('nickname', () => {
  it.each([
    ['지민', '지민'],
    ['  Alice  ', 'Alice'],
    ['مروة', 'مروة'],
    ['🐳🌊', '🐳🌊'],
    ['한글', '한글'],
    ['two   spaces', 'two spaces'],
    ['x'.repeat(32), 'x'.repeat(32)],
  ])('parses %p as %p', (given, stored) => expect(nickname.parse(given)).toBe(stored));

  it.each(['a', ' a ', 'x'.repeat(33), 'a\u202Eb', 'zero\u200Bwidth', 'bell\u0007'])('refuses %p', (given) =>
    expect(nickname.safeParse(given).success).toBe(false),
  );
});

describe('passwords', () => {
  it('meet every rule or report the broken ones', () => {
    expect(brokenPasswordRules('short')).toEqual(['length', 'number', 'symbol']);
    expect(brokenPasswordRules('long enough 1!')).toEqual([]);
  });

  it.each([
    ['마루마루ab12', ['symbol', 'characters']],
    ['마루마루ab12!', ['characters']],
    [' long enough 1', ['characters']],
    ['longenough1 ', ['symbol', 'characters']],
    ['long enough 1', []],
    ['p\u00e4ssword1!', ['characters']],
    ['password1!\u0007', ['characters']],
    ['1a^$*.[]{}()?"!@#%&/\\,><\':;|_~`=+-', []],
  ])('%j breaks %j, as in Cognito', (password, broken) =>
    expect(brokenPasswordRules(password)).toEqual(broken),
  );

  it('opening an account are composed first, because a Mac may send decomposed syllables', () => {
    expect(currentPassword.parse('마루ab12!'.normalize('NFD'))).toBe('마루ab12!'.normalize('NFC'));
    expect(currentPassword.safeParse('').success).toBe(false);
    expect(currentPassword.safeParse('가'.repeat(65)).success).toBe(false);
  });

  it('pass the schema exactly when they break no rule (property)', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), (password) => {
        const isFine = Object.values(passwordRules).every((rule) => rule(password));
        expect(newPassword.safeParse(password).success).toBe(isFine);
      }),
    );
  });
});

describe('permissions', () => {
  it('are distinct bits within the exact range of JavaScript’s bit operators', () => {
    const bits = Object.values(permissionBits);
    expect(new Set(bits).size).toBe(bits.length);
    for (const bit of bits) expect(bit > 0 && bit < 2 ** 31 && (bit & (bit - 1)) === 0).toBe(true);
  });

  it('of @everyone in a new server suit a chat among friends', () => {
    expect(permissions.filter((permission) => can(ordinaryPermissions, permission))).toEqual([
      'viewChannel',
      'sendMessages',
      'createInvite',
      'attachFiles',
      'addReactions',
      'connect',
      'speak',
      'useVideo',
      'changeNickname',
    ]);
    expect(permissions.every((permission) => can(everything, permission))).toBe(true);
  });
});

describe('socket events', () => {
  it('are named domain:verb', () => {
    for (const name of [...Object.keys(clientEvents), ...Object.keys(pushEvents)]) {
      expect(name).toMatch(/^[a-z]+:[a-z]+$/);
    }
  });

  it('with a channel permission name the channel', () => {
    const sessionId = '01JD0000000000000000000001';
    const base = {
      channelId: '01JD0000000000000000000000',
      seq: 1,
      nonce: 'n'.repeat(16),
      body: { text: 'x' },
      window: { at: 'latest' },
      from: 1,
      to: 1,
      after: 0,
      count: 1,
      emoji: '👍',
      isSet: true,
      task: { isDone: false, assigneeId: null },
      noteId: '71JD0000000000000000000000',
      topic: '주간 회의',
      userId: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
      toChannelId: '01JD0000000000000000000000',
      sessionId,
      version: 1,
      marks: { isMuted: false, isDeafened: false, hasCamera: false, hasScreen: false },
      signal: { kind: 'rebuild', life: sessionId, connection: null },
    };
    for (const [name, event] of Object.entries(clientEvents)) {
      if (event.authorize === 'signed-in') continue;
      const payload = name === 'voice:signal' ? { ...base, to: { userId: base.userId, sessionId } } : base;
      expect([name, event.payload.safeParse(payload).success]).toEqual([name, true]);
      const { channelId: _without, ...rest } = payload;
      expect([name, event.payload.safeParse(rest).success]).toEqual([name, false]);
    }
  });
});

it('id lists are unique and bounded', () => {
  const ids = profileRoutes.listProfiles.query.shape.ids;
  const id = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
  expect(ids.parse(`${id},${id}`)).toEqual([id]);
  expect(ids.safeParse('').success).toBe(false);
});

describe('plans', () => {
  const until = '2027-04-05T15:00:00.000Z';
  const [before, end] = [new Date('2027-04-05T14:59:59.999Z'), new Date(until)];

  it('last until the instant at which the membership ends', () => {
    expect(planAt({ plan: 'basic', until }, before)).toBe('basic');
    expect(planAt({ plan: 'basic', until }, end)).toBe('free');
    expect(planAt({ plan: 'free', until: null }, before)).toBe('free');
    expect(planAt({ plan: 'premium', until: null }, before)).toBe('free');
  });

  it('grow: a larger plan never allows less', () => {
    expect(plans.map((plan) => perksOf[plan].messageText)).toEqual([1_000, 2_000, 4_000]);
    expect(largerPlan('basic', 'premium')).toBe('premium');
    expect(largerPlan('basic', 'free')).toBe('basic');
  });

  it('are FREE in a profile from before plans existed, also inside an event', () => {
    const old = {
      userId: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
      nickname: '지민',
      tag: 'jimin',
      tagline: '',
      bio: '',
      accent: 'pine',
      avatarUrl: null,
      avatarLargeUrl: null,
      bannerUrl: null,
      bannerLargeUrl: null,
      createdAt: '2026-01-01T00:00:00.000Z',
    };
    expect(profile.parse(old).plan).toBe('free');
    expect(profile.parse({ ...old, plan: 'premium' }).plan).toBe('premium');
    expect(outboxEvent.parse({ type: 'profile.updated', profile: old })).toMatchObject({
      profile: { plan: 'free' },
    });
  });
});
