import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Member } from '@maru/contracts/http/chat/members';
import type { Ban } from '@maru/contracts/http/chat/moderation';
import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import type { Permission } from '@maru/contracts/permissions';
import { until } from '@maru/service-kit/testing/until';
import { startHarness, type Harness, type Person } from './testing/chat-harness.js';
import { createSteps } from './testing/steps.js';

let harness: Harness;
let steps: ReturnType<typeof createSteps>;
let owner: Person;
let moderator: Person;
let member: Person;
let home: ServerDetail;
let serverId: string;
let code: string;
beforeAll(async () => {
  harness = await startHarness();
  steps = createSteps(harness);
});
afterAll(() => harness.stop());
beforeEach(async () => {
  [owner, moderator, member] = [harness.person(), harness.person(), harness.person()];
  home = await steps.createServer(owner);
  ({ serverId } = home.server);
  ({ code } = await steps.join(owner, serverId, moderator, member));
});

/** Assigns the moderator, or another member, a new role with these permissions; later roles rank lower. */
const empower = async (person: Person, ...permissions: Permission[]) =>
  steps.giveRole(owner, await steps.createRole(owner, serverId, ...permissions), person);

const at = (path: string) => `/chat/v1/servers/${serverId}${path}`;
const actions = {
  kick: ({ userId }: Person) => ({ path: at(`/members/${userId}/kick`), method: 'POST', body: {} }),
  timeOut: ({ userId }: Person) => ({
    path: at(`/members/${userId}/timeout`),
    method: 'PUT',
    body: { seconds: 60 },
  }),
  mute: ({ userId }: Person) => ({
    path: at(`/members/${userId}/mute`),
    method: 'PUT',
    body: { isMuted: true },
  }),
  deafen: ({ userId }: Person) => ({
    path: at(`/members/${userId}/deafen`),
    method: 'PUT',
    body: { isDeafened: true },
  }),
  ban: ({ userId }: Person) => ({ path: at(`/bans/${userId}`), method: 'PUT', body: {} }),
};
type Action = keyof typeof actions;
const permissionFor: Record<Action, Permission> = {
  kick: 'kickMembers',
  timeOut: 'timeOutMembers',
  mute: 'muteMembers',
  deafen: 'muteMembers',
  ban: 'banMembers',
};
const all = Object.keys(actions) as Action[];

const act = (person: Person, action: Action, target: Person, terms: object = {}) => {
  const { path, method, body } = actions[action](target);
  return harness.call<Member & Ban & { error?: { code: string } }>(path, {
    method,
    body: { ...body, ...terms },
    token: person.token,
  });
};
const accept = ({ token }: Person) =>
  harness.call<{ error?: { code: string } }>(`/chat/v1/invites/${code}/accept`, { method: 'POST', token });
const isIn = async ({ token }: Person) => (await harness.call(at(''), { token })).status === 200;
const told = (type: string) => harness.delivered.filter((event) => event.type === type);

describe.each(all)('who may %s', (action) => {
  it('does so to those who stand lower: not to equals, the owner, or themselves', async () => {
    const equal = harness.person();
    await steps.join(owner, serverId, equal);
    const role = await steps.createRole(owner, serverId, permissionFor[action]);
    for (const person of [moderator, equal]) await steps.giveRole(owner, role, person);
    for (const target of [owner, equal, moderator])
      await expect(act(moderator, action, target)).resolves.toMatchObject({
        status: 403,
        body: { error: { code: 'FORBIDDEN' } },
      });
    expect((await act(moderator, action, member)).status).toBeLessThan(300);
  });

  it('needs the permission for just that', async () => {
    const others = all.map((each) => permissionFor[each]).filter((each) => each !== permissionFor[action]);
    await empower(moderator, ...others);
    expect((await act(moderator, action, member)).status).toBe(403);
    await expect(isIn(member)).resolves.toBe(true);
  });

  it('answers NOT_FOUND to moderators of another server', async () => {
    const elsewhere = harness.person();
    await steps.createServer(elsewhere);
    expect((await act(elsewhere, action, member)).status).toBe(404);
  });
});

describe('kicking', () => {
  it('removes the target, announces it, and lets them join again', async () => {
    expect((await act(owner, 'kick', member)).status).toBe(204);
    await expect(isIn(member)).resolves.toBe(false);
    await until(() =>
      told('member.left').some((event) => 'userId' in event && event.userId === member.userId),
    );
    expect((await act(owner, 'kick', member)).status).toBe(404);
    expect((await accept(member)).status).toBe(200);
  });
});

describe('banning', () => {
  it('removes the target and refuses them on every invite until the ban is lifted', async () => {
    const { body } = await act(owner, 'ban', member, { reason: '광고' });
    expect(body).toMatchObject({
      userId: member.userId,
      bannedBy: owner.userId,
      reason: '광고',
      expiresAt: null,
    });
    await expect(isIn(member)).resolves.toBe(false);
    await expect(accept(member)).resolves.toMatchObject({ status: 403, body: { error: { code: 'BANNED' } } });
    const unban = { method: 'DELETE', token: owner.token };
    expect((await harness.call(at(`/bans/${member.userId}`), unban)).status).toBe(204);
    expect((await harness.call(at(`/bans/${member.userId}`), unban)).status).toBe(404);
    expect((await accept(member)).status).toBe(200);
  });

  it('ends by itself', async () => {
    await act(owner, 'ban', member, { seconds: 3_600 });
    const where = { serverId, userId: member.userId };
    await harness.database.prisma.ban.updateMany({ where, data: { expiresAt: new Date(Date.now() - 1) } });
    const { bans } = await steps.ask<{ bans: Ban[] }>(owner, at('/bans'));
    expect(bans).toEqual([]);
    expect((await accept(member)).status).toBe(200);
  });

  it('again changes the terms; there is one ban', async () => {
    await act(owner, 'ban', member, { reason: '광고' });
    await act(owner, 'ban', member, { reason: '도배', seconds: 3_600 });
    const { bans } = await steps.ask<{ bans: Ban[] }>(owner, at('/bans'));
    expect(bans).toMatchObject([{ userId: member.userId, reason: '도배' }]);
    expect(Date.parse(bans[0]?.expiresAt ?? '') - Date.now()).toBeGreaterThan(3_500_000);
  });

  it('also keeps out who left before, and takes their invites with it', async () => {
    const { code: theirs } = await steps.ask<{ code: string }>(member, at('/invites'), {
      method: 'POST',
      body: { maxUses: 5 },
    });
    await steps.ask(member, at('/leave'), { method: 'POST' });
    expect((await act(owner, 'ban', member)).status).toBe(200);
    expect((await accept(member)).status).toBe(403);
    const { body } = await harness.call<{ status: string }>(`/chat/v1/invites/${theirs}`);
    expect(body.status).toBe('revoked');
  });

  it('that races with joining never leaves a banned user inside', async () => {
    const guests = Array.from({ length: 6 }, () => harness.person());
    await Promise.all(guests.flatMap((guest) => [accept(guest), act(owner, 'ban', guest)]));
    for (const guest of guests) await expect(isIn(guest)).resolves.toBe(false);
  });

  it('deletes what they wrote in all channels lately, if that is wanted', async () => {
    await act(owner, 'ban', moderator);
    await act(owner, 'ban', member, { purgeSeconds: 86_400 });
    const channelIds = home.channels.map(({ channelId }) => channelId);
    const purged = () =>
      harness.socket.purges.filter(({ authorId }) =>
        [moderator, member].some(({ userId }) => userId === authorId),
      );
    await until(async () => {
      await harness.hurryJobs();
      return purged().length === channelIds.length;
    });
    expect(
      purged()
        .map(({ channelId }) => channelId)
        .toSorted(),
    ).toEqual(channelIds.toSorted());
    for (const { authorId, since } of purged()) {
      expect(authorId).toBe(member.userId);
      expect(Date.now() - Date.parse(since ?? '')).toBeGreaterThanOrEqual(86_400_000);
    }
  });

  it('is listed by page, each once', async () => {
    const people = Array.from({ length: 5 }, () => harness.person());
    for (const person of people) await steps.ban(owner, serverId, person);
    const found: string[] = [];
    let cursor: string | null = null;
    do {
      const query: string = cursor ? `&cursor=${cursor}` : '';
      const page: { bans: Ban[]; nextCursor: string | null } = await steps.ask(
        owner,
        at(`/bans?limit=2${query}`),
      );
      expect(page.bans.length).toBeLessThanOrEqual(2);
      found.push(...page.bans.map(({ userId }) => userId));
      cursor = page.nextCursor;
    } while (cursor);
    expect(found.toSorted()).toEqual(people.map(({ userId }) => userId).toSorted());
  });
});

describe('timing out', () => {
  const may = (person: Person) =>
    harness.call(at('/reports'), {
      method: 'POST',
      body: { target: { type: 'member', userId: owner.userId }, reason: 'spam' },
      token: person.token,
    });

  it('leaves the target with reading only, until the time is up or it is ended', async () => {
    await empower(member, 'manageChannels');
    const create = () =>
      harness.call(at('/categories'), { method: 'POST', body: { name: '새것' }, token: member.token });
    const { body } = await act(owner, 'timeOut', member, { seconds: 600 });
    expect(Date.parse(body.timedOutUntil ?? '') - Date.now()).toBeGreaterThan(590_000);
    expect((await create()).status).toBe(403);
    await expect(isIn(member)).resolves.toBe(true);
    // A timed-out member can still report.
    expect((await may(member)).status).toBe(201);
    await act(owner, 'timeOut', member, { seconds: null });
    expect((await create()).status).toBe(201);
    const where = { serverId_userId: { serverId, userId: member.userId } };
    await act(owner, 'timeOut', member, { seconds: 600 });
    await harness.database.prisma.member.update({ where, data: { timedOutUntil: new Date(Date.now() - 1) } });
    expect((await create()).status).toBe(201);
  });

  it('is not escaped by leaving and coming again', async () => {
    await act(owner, 'timeOut', member, { seconds: 600 });
    await steps.ask(member, at('/leave'), { method: 'POST' });
    await accept(member);
    const { timedOutUntil } = await steps.ask<Member>(owner, at(`/members/${member.userId}`));
    expect(Date.parse(timedOutUntil ?? '')).toBeGreaterThan(Date.now());
  });

  it('is nothing for administrators', async () => {
    await empower(moderator, 'administrator');
    expect((await act(owner, 'timeOut', moderator)).status).toBe(403);
    expect((await act(owner, 'kick', moderator)).status).toBe(204);
  });

  it.each([0, -1, 1.5, 29 * 86_400])('is not for %p seconds', async (seconds) => {
    expect((await act(owner, 'timeOut', member, { seconds })).status).toBe(422);
  });
});

describe.each([
  ['mute', 'isMuted'],
  ['deafen', 'isDeafened'],
] as const)('a member whom a moderator %ss', (action, field) => {
  const announced = () =>
    harness.delivered.flatMap((event) =>
      event.type === 'member.updated' && event.member.userId === member.userId ? [event.member[field]] : [],
    );

  it('is restricted until it is lifted; each change is announced once', async () => {
    expect((await act(owner, action, member)).body).toMatchObject({ [field]: true });
    expect((await act(owner, action, member)).body).toMatchObject({ [field]: true });
    expect((await act(owner, action, member, { [field]: false })).body).toMatchObject({ [field]: false });
    await until(() => announced().length >= 2);
    expect(announced()).toEqual([true, false]);
  });

  it('is restricted again after leaving and coming back', async () => {
    await act(owner, action, member);
    await steps.ask(member, at('/leave'), { method: 'POST' });
    await accept(member);
    const { body } = await act(owner, 'timeOut', member, { seconds: null });
    expect(body).toMatchObject({ [field]: true });
  });
});

describe('a raid', () => {
  const setRaidMode = (isOn: boolean) =>
    steps.ask(owner, at('/raid-mode'), { method: 'PUT', body: { isOn } });

  it('is kept out by one switch, which leaves a pause of invites as it was', async () => {
    const guest = harness.person();
    await setRaidMode(true);
    await expect(accept(guest)).resolves.toMatchObject({ body: { error: { code: 'INVITES_PAUSED' } } });
    await setRaidMode(false);
    expect((await accept(guest)).status).toBe(200);
    await steps.ask(owner, at('/invites/paused'), { method: 'PUT', body: { arePaused: true } });
    await setRaidMode(true);
    await setRaidMode(false);
    await expect(accept(harness.person())).resolves.toMatchObject({
      body: { error: { code: 'INVITES_PAUSED' } },
    });
  });
});
