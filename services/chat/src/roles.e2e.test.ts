import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Category, Channel } from '@maru/contracts/http/chat/channels';
import type { Member } from '@maru/contracts/http/chat/members';
import type { Role } from '@maru/contracts/http/chat/roles';
import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { ordinaryPermissions, setOf, type Permission } from '@maru/contracts/permissions';
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
beforeAll(async () => {
  harness = await startHarness();
  steps = createSteps(harness);
});
afterAll(() => harness.stop());
beforeEach(async () => {
  [owner, moderator, member] = [harness.person(), harness.person(), harness.person()];
  home = await steps.createServer(owner);
  ({ serverId } = home.server);
  await steps.join(owner, serverId, moderator, member);
});

const text = () => home.channels[0]?.channelId ?? '';
const rolesOf = async (person = owner) => (await steps.detail(person, serverId)).roles;
const call = (person: Person, path: string, method: string, body?: unknown) =>
  harness.call(path, { method, body, token: person.token });
const codeOf = async (answer: ReturnType<typeof call>) =>
  ((await answer).body as { error?: { code: string } }).error?.code;

/** A role of the moderator's with these permissions. */
const moderate = async (...permissions: Permission[]) => {
  const role = await steps.createRole(owner, serverId, ...permissions);
  await steps.giveRole(owner, role, moderator);
  return role;
};

describe('a new server', () => {
  it('has the @everyone role with the default permissions', async () => {
    const [everyone, ...others] = await rolesOf(member);
    expect(others).toEqual([]);
    expect(everyone).toMatchObject({ roleId: serverId, position: 0, permissions: ordinaryPermissions });
  });
});

describe('roles', () => {
  it('start just above @everyone and keep consecutive positions when one is deleted', async () => {
    const made: Role[] = [];
    for (let index = 0; index < 3; index += 1) made.push(await steps.createRole(owner, serverId));
    const ids = made.map(({ roleId }) => roleId);
    expect((await rolesOf()).map(({ roleId }) => roleId)).toEqual([...ids, serverId]);
    await call(owner, `/chat/v1/servers/${serverId}/roles/${ids[1]}`, 'DELETE');
    expect((await rolesOf()).map(({ roleId, position }) => [roleId, position])).toEqual([
      [ids[0], 2],
      [ids[2], 1],
      [serverId, 0],
    ]);
  });

  it('moving two roles at once ends in one order, which the socket service is told to fetch', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 4; index += 1) ids.push((await steps.createRole(owner, serverId)).roleId);
    await Promise.all([
      call(owner, `/chat/v1/servers/${serverId}/roles/${ids[3]}/position`, 'PUT', { position: 4 }),
      call(owner, `/chat/v1/servers/${serverId}/roles/${ids[0]}/position`, 'PUT', { position: 1 }),
    ]);
    const moved = await rolesOf();
    expect(moved.map(({ position }) => position)).toEqual([4, 3, 2, 1, 0]);
    // One event for each of the four new roles, and one for each move.
    await until(() => {
      const told = harness.delivered.filter((event) => event.type === 'roles.changed');
      return told.filter((event) => event.serverId === serverId).length === 6;
    });
    const [told] = await harness.access.fullRulesOf([serverId]);
    expect(told?.roles.map(({ roleId }) => roleId)).toEqual(moved.map(({ roleId }) => roleId));
  });

  it('take an emoji as icon and nothing else', async () => {
    const role = await steps.createRole(owner, serverId);
    const path = `/chat/v1/servers/${serverId}/roles/${role.roleId}`;
    const update = (body: object) => call(owner, path, 'PATCH', body);
    for (const icon of ['🌲', '👩‍🚀', '🇰🇷', null]) expect((await update({ icon })).status).toBe(200);
    for (const icon of ['x', '🌲🌲', '<img>']) expect((await update({ icon })).status).toBe(422);
    expect((await update({ color: '#12ab9f' })).body).toMatchObject({ color: '#12ab9f', name: '역할' });
    expect((await update({ color: 'red' })).status).toBe(422);
  });

  it('for @everyone change in permissions only and can’t be deleted', async () => {
    const path = `/chat/v1/servers/${serverId}/roles/${serverId}`;
    expect((await call(owner, path, 'PATCH', { permissions: setOf('viewChannel') })).status).toBe(200);
    expect((await call(owner, path, 'PATCH', { name: '모두' })).status).toBe(422);
    expect((await call(owner, path, 'DELETE')).status).toBe(403);
    expect((await call(owner, `${path}/position`, 'PUT', { position: 1 })).status).toBe(403);
    expect(
      (await call(owner, `/chat/v1/servers/${serverId}/members/${member.userId}/roles/${serverId}`, 'PUT'))
        .status,
    ).toBe(404);
  });
});

describe('who manages roles', () => {
  it('can touch none at or above their own highest, not even to give it', async () => {
    const above = await steps.createRole(owner, serverId);
    const own = await moderate('manageRoles');
    const below = await steps.createRole(owner, serverId);
    const path = (role: Role) => `/chat/v1/servers/${serverId}/roles/${role.roleId}`;
    for (const role of [above, own]) {
      expect(await codeOf(call(moderator, path(role), 'PATCH', { name: '내 것' }))).toBe('FORBIDDEN');
      expect(await codeOf(call(moderator, path(role), 'DELETE'))).toBe('FORBIDDEN');
      expect(await codeOf(call(moderator, `${path(role)}/position`, 'PUT', { position: 1 }))).toBe(
        'FORBIDDEN',
      );
      const give = `/chat/v1/servers/${serverId}/members/${moderator.userId}/roles/${role.roleId}`;
      expect(await codeOf(call(moderator, give, 'PUT'))).toBe('FORBIDDEN');
      expect(await codeOf(call(moderator, give, 'DELETE'))).toBe('FORBIDDEN');
    }
    expect((await call(moderator, path(below), 'PATCH', { name: '아래' })).status).toBe(200);
    // As high as they like is still below their own.
    await call(moderator, `${path(below)}/position`, 'PUT', { position: 99 });
    expect((await rolesOf()).map(({ roleId }) => roleId)).toEqual([
      above.roleId,
      own.roleId,
      below.roleId,
      serverId,
    ]);
  });

  it('gives no permission that they don’t have themselves', async () => {
    await moderate('manageRoles', 'kickMembers');
    const create = (...permissions: Permission[]) =>
      call(moderator, `/chat/v1/servers/${serverId}/roles`, 'POST', {
        name: 'x',
        permissions: setOf(...permissions),
      });
    expect((await create('kickMembers', 'sendMessages')).status).toBe(201);
    expect(await codeOf(create('banMembers'))).toBe('FORBIDDEN');
    expect(await codeOf(create('administrator'))).toBe('FORBIDDEN');
  });

  // As in Discord; see docs/adr/0017.
  it('may take a lower role with administrator, but make none', async () => {
    const admin = await steps.createRole(owner, serverId, 'administrator');
    const own = await moderate('manageRoles');
    await call(owner, `/chat/v1/servers/${serverId}/roles/${own.roleId}/position`, 'PUT', { position: 2 });
    const path = `/chat/v1/servers/${serverId}/members/${moderator.userId}/roles/${admin.roleId}`;
    expect((await call(moderator, path, 'PUT')).status).toBe(200);
    expect(
      (await call(moderator, `/chat/v1/servers/${serverId}/raid-mode`, 'PUT', { isOn: true })).status,
    ).toBe(200);
  });

  it('may assign roles below their own to any member; a repeat changes nothing', async () => {
    await moderate('manageRoles');
    const role = await steps.createRole(owner, serverId);
    const path = `/chat/v1/servers/${serverId}/members/${member.userId}/roles/${role.roleId}`;
    for (let round = 0; round < 2; round += 1)
      expect((await call(moderator, path, 'PUT')).body).toMatchObject({ roleIds: [role.roleId] });
    for (let round = 0; round < 2; round += 1)
      expect((await call(moderator, path, 'DELETE')).body).toMatchObject({ roleIds: [] });
  });
});

describe('nicknames', () => {
  const rename = (by: Person, whose: Person, nickname: string | null) =>
    call(by, `/chat/v1/servers/${serverId}/members/${whose.userId}/nickname`, 'PUT', { nickname });

  it('are changed by the member, or by a higher-ranked one', async () => {
    expect((await rename(member, member, '  막내  ')).body).toMatchObject({ nickname: '막내' });
    expect(await codeOf(rename(member, moderator, '장난'))).toBe('FORBIDDEN');
    await moderate('manageNicknames');
    expect((await rename(moderator, member, '둘째')).status).toBe(200);
    expect(await codeOf(rename(moderator, owner, '장난'))).toBe('FORBIDDEN');
    expect((await rename(member, member, null)).body).toMatchObject({ nickname: null });
  });
});

describe('a private channel', () => {
  const overwrite = (person: Person, target: string, body: object) =>
    call(person, `/chat/v1/channels/${text()}/overwrites/${target}`, 'PUT', body);

  it('is neither listed nor found for members without viewChannel', async () => {
    const staff = await moderate();
    await overwrite(owner, serverId, { targetType: 'role', allow: 0, deny: setOf('viewChannel') });
    await overwrite(owner, staff.roleId, { targetType: 'role', allow: setOf('viewChannel'), deny: 0 });
    const ids = async (person: Person) =>
      (await steps.detail(person, serverId)).channels.map(({ channelId }) => channelId as string);
    expect(await ids(member)).not.toContain(text());
    expect(await ids(moderator)).toContain(text());
    expect((await steps.detail(member, serverId)).categories.map(({ name }) => name)).toEqual([
      '텍스트 채널',
      '음성 채널',
    ]);
    expect((await call(member, `/chat/v1/channels/${text()}`, 'DELETE')).status).toBe(404);
  });

  it('can be made at once, for its viewers and who made it', async () => {
    await moderate('manageChannels');
    const body = {
      name: '운영',
      type: 'text',
      categoryId: home.categories[0]?.categoryId,
      viewers: [{ targetType: 'member', targetId: member.userId }],
    };
    const { body: made } = await harness.call<Channel>(`/chat/v1/servers/${serverId}/channels`, {
      method: 'POST',
      body,
      token: moderator.token,
    });
    expect(made.isSynced).toBe(false);
    const stranger = harness.person();
    await steps.join(owner, serverId, stranger);
    const sees = async (person: Person) =>
      (await steps.detail(person, serverId)).channels.some(({ channelId }) => channelId === made.channelId);
    expect(await Promise.all([member, moderator, owner, stranger].map(sees))).toEqual([
      true,
      true,
      true,
      false,
    ]);
    const bad = { ...body, viewers: [{ targetType: 'member', targetId: harness.person().userId }] };
    expect((await call(moderator, `/chat/v1/servers/${serverId}/channels`, 'POST', bad)).status).toBe(422);
  });

  it('refuses contradictions, what holds for the whole server, strangers, and what its changer may not do', async () => {
    const change = (body: object, target = serverId) =>
      overwrite(owner, target, { targetType: 'role', ...body });
    expect((await change({ allow: 2, deny: 2 })).status).toBe(422);
    expect((await change({ allow: setOf('banMembers'), deny: 0 })).status).toBe(422);
    expect((await change({ allow: 0, deny: 2 }, text())).status).toBe(422);
    const own = await moderate('manageRoles');
    const forbid = (target: string) =>
      overwrite(moderator, target, { targetType: 'role', allow: 0, deny: setOf('sendMessages') });
    expect(await codeOf(forbid(own.roleId))).toBe('FORBIDDEN');
    expect((await forbid(serverId)).status).toBe(200);
    expect(
      await codeOf(
        overwrite(moderator, serverId, { targetType: 'role', allow: setOf('manageMessages'), deny: 0 }),
      ),
    ).toBe('FORBIDDEN');
    expect(
      await codeOf(
        overwrite(moderator, owner.userId, { targetType: 'member', allow: 0, deny: setOf('sendMessages') }),
      ),
    ).toBe('FORBIDDEN');
  });
});

describe('a channel in a category', () => {
  const category = () => home.categories[0]?.categoryId ?? '';
  const hide = () =>
    call(owner, `/chat/v1/categories/${category()}/overwrites/${serverId}`, 'PUT', {
      targetType: 'role',
      allow: 0,
      deny: setOf('viewChannel'),
    });
  const seen = async (person: Person) =>
    (await steps.detail(person, serverId)).channels.some(({ channelId }) => channelId === text());

  it('follows it, until it has something of its own, and again when it is told to', async () => {
    await hide();
    expect(await seen(member)).toBe(false);
    const { body } = await harness.call<Channel>(`/chat/v1/channels/${text()}/overwrites/${member.userId}`, {
      method: 'PUT',
      body: { targetType: 'member', allow: setOf('viewChannel'), deny: 0 },
      token: owner.token,
    });
    expect(body).toMatchObject({ isSynced: false });
    expect(body.overwrites).toHaveLength(2);
    expect([await seen(member), await seen(moderator)]).toEqual([true, false]);
    await call(owner, `/chat/v1/channels/${text()}/synced`, 'PUT');
    expect(await seen(member)).toBe(false);
  });

  it('stays private when the category goes', async () => {
    await hide();
    await call(owner, `/chat/v1/categories/${category()}`, 'DELETE');
    expect(await seen(member)).toBe(false);
    expect(await seen(owner)).toBe(true);
    await until(() =>
      harness.delivered.some(
        (event) =>
          event.type === 'category.deleted' && event.channels.some(({ channelId }) => channelId === text()),
      ),
    );
  });

  it('takes over the rules of the category that it moves to', async () => {
    await hide();
    const voice = home.channels[1]?.channelId ?? '';
    await call(owner, `/chat/v1/channels/${voice}/place`, 'PUT', { categoryId: category(), before: text() });
    const { channels } = await steps.detail(owner, serverId);
    expect(
      channels.filter((each) => each.categoryId === category()).map(({ channelId }) => channelId),
    ).toEqual([voice, text()]);
    expect((await steps.detail(member, serverId)).channels).toEqual([]);
  });
});

describe('the order of channels', () => {
  it('ends the same for all members after concurrent moves', async () => {
    const make = (name: string) =>
      steps.ask<Channel>(owner, `/chat/v1/servers/${serverId}/channels`, {
        method: 'POST',
        body: { name, type: 'text', categoryId: null },
      });
    const ids: string[] = [];
    for (const name of ['a', 'b', 'c', 'd']) ids.push((await make(name)).channelId);
    const move = (id: string | undefined, before: string | null | undefined) =>
      call(owner, `/chat/v1/channels/${id}/place`, 'PUT', { categoryId: null, before: before ?? null });
    const answers = await Promise.all([
      move(ids[3], ids[0]),
      move(ids[0], null),
      move(ids[1], ids[3]),
      move(ids[2], ids[1]),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const loose = (await steps.detail(owner, serverId)).channels.filter((each) => each.categoryId === null);
    expect(loose.map(({ position }) => position)).toEqual([0, 1, 2, 3]);
    const order = loose.map(({ channelId }) => channelId).join();
    await until(() => {
      const told = harness.delivered.filter((event) => event.type === 'channels.moved').at(-1);
      const channels = told?.layout.channels.filter((each) => each.categoryId === null) ?? [];
      const sorted = channels.toSorted((a, b) => a.position - b.position);
      return sorted.map(({ channelId }) => channelId).join() === order;
    });
  });

  it('of categories too', async () => {
    const [first, second] = home.categories;
    await call(owner, `/chat/v1/categories/${second?.categoryId}/place`, 'PUT', {
      before: first?.categoryId,
    });
    const made = await steps.ask<Category>(owner, `/chat/v1/servers/${serverId}/categories`, {
      method: 'POST',
      body: { name: '셋째' },
    });
    const { categories } = await steps.detail(owner, serverId);
    expect(categories.map(({ categoryId }) => categoryId)).toEqual([
      second?.categoryId,
      first?.categoryId,
      made.categoryId,
    ]);
  });
});

it('an announcement is written by few and read by all', async () => {
  const channel = await steps.ask<Channel>(owner, `/chat/v1/servers/${serverId}/channels`, {
    method: 'POST',
    body: { name: '공지', type: 'announcement', categoryId: null },
  });
  expect(channel.overwrites).toEqual([
    { targetType: 'role', targetId: serverId, allow: 0, deny: setOf('sendMessages') },
  ]);
});

it('a member is told with their roles and name', async () => {
  const role = await steps.createRole(owner, serverId);
  await steps.giveRole(owner, role, member);
  const found = await steps.ask<Member>(member, `/chat/v1/servers/${serverId}/members/${member.userId}`);
  expect(found).toMatchObject({ roleIds: [role.roleId], nickname: null, timedOutUntil: null });
  expect((await steps.detail(member, serverId)).me).toEqual(found);
  await until(() =>
    harness.delivered.some(
      (event) => event.type === 'member.updated' && event.member.userId === member.userId,
    ),
  );
});

it('the rules of many servers come in a fixed number of queries', async () => {
  const others = await Promise.all([1, 2, 3].map(() => steps.createServer(owner)));
  const ids = [serverId, ...others.map(({ server }) => server.serverId)];
  const rules = await harness.access.rulesOf([...ids, '01J00000000000000000000000']);
  expect(rules.map((each) => each.serverId as string).sort()).toEqual(ids.sort());
  expect(rules.every(({ channels, roles }) => channels.length === 2 && roles.length === 1)).toBe(true);
  await expect(harness.access.membershipsOf(owner.userId)).resolves.toHaveLength(4);
});
