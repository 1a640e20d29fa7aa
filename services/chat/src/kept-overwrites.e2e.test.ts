import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Category, Channel } from '@maru/contracts/http/chat/channels';
import { setOf, type Permission } from '@maru/contracts/permissions';
import { startHarness, type Harness, type Person } from './testing/chat-harness.js';
import { createSteps } from './testing/steps.js';

let harness: Harness;
let steps: ReturnType<typeof createSteps>;
beforeAll(async () => {
  harness = await startHarness();
  steps = createSteps(harness);
});
afterAll(() => harness.stop());

const hide = { targetType: 'role', allow: 0, deny: setOf('viewChannel') };

/** A private category with one channel, an open one, and a manager who sees both. */
const createScene = async (...permissions: Permission[]) => {
  const [owner, manager, member] = [harness.person(), harness.person(), harness.person()];
  const { server, channels, categories } = await steps.createServer(owner);
  const { serverId } = server;
  await steps.join(owner, serverId, manager, member);
  const role = await steps.createRole(owner, serverId, ...permissions);
  await steps.giveRole(owner, role, manager);
  const [text, voice] = channels.map(({ channelId }) => channelId as string);
  const [secret, open] = categories.map(({ categoryId }) => categoryId as string);
  const call = <T = Record<string, unknown>>(who: Person, method: string, path: string, body?: unknown) =>
    harness.call<T>(`/chat/v1${path}`, { method, body, token: who.token });
  const setOverwrite = (scope: string, target: string, body: object) =>
    call(owner, 'PUT', `/${scope}/overwrites/${target}`, body);
  await setOverwrite(`categories/${secret}`, serverId, hide);
  await setOverwrite(`categories/${secret}`, role.roleId, { ...hide, allow: hide.deny, deny: 0 });
  const sees = async (who: Person, channelId = text) =>
    (await steps.detail(who, serverId)).channels.some((each) => each.channelId === channelId);
  return { owner, manager, member, serverId, role, text, voice, secret, open, call, setOverwrite, sees };
};

describe('moving a private channel', () => {
  it.each(['open', null] as const)(
    'to %s does not show it to all when its mover may not change overwrites',
    async (to) => {
      const { manager, member, text, call, sees, ...ids } = await createScene('manageChannels');
      const body = { categoryId: to && ids[to], before: null };
      expect((await call(manager, 'PUT', `/channels/${text}/place`, body)).status).toBe(200);
      expect([await sees(member), await sees(manager)]).toEqual([false, true]);
    },
  );

  it('follows the new category when its mover may make each change that this means', async () => {
    const { owner, member, text, open, call, sees } = await createScene();
    await call(owner, 'PUT', `/channels/${text}/place`, { categoryId: open, before: null });
    expect(await sees(member)).toBe(true);
  });

  it('keeps its overwrites when one of the changes decides about the own role of the mover', async () => {
    const { manager, member, text, open, call, sees } = await createScene('manageChannels', 'manageRoles');
    await call(manager, 'PUT', `/channels/${text}/place`, { categoryId: open, before: null });
    expect(await sees(member)).toBe(false);
  });

  it('with rights in that channel alone does not show it to all', async () => {
    const { manager, member, text, call, setOverwrite, sees } = await createScene();
    await setOverwrite(`channels/${text}`, manager.userId, {
      targetType: 'member',
      allow: setOf('viewChannel', 'manageChannels'),
      deny: 0,
    });
    await call(manager, 'PUT', `/channels/${text}/place`, { categoryId: null, before: null });
    expect([await sees(member), await sees(manager)]).toEqual([false, true]);
  });
});

describe('syncing a channel with its category', () => {
  it('is refused when it lifts a deny that its caller may not lift', async () => {
    const { owner, manager, member, serverId, voice, call, setOverwrite, sees } =
      await createScene('manageRoles');
    const above = await steps.createRole(owner, serverId);
    await call(owner, 'PUT', `/servers/${serverId}/roles/${above.roleId}/position`, { position: 2 });
    await setOverwrite(`channels/${voice}`, above.roleId, { ...hide, deny: setOf('speak') });
    expect((await call(manager, 'PUT', `/channels/${voice}/synced`)).status).toBe(403);
    await setOverwrite(`channels/${voice}`, above.roleId, { ...hide, deny: 0 });
    await setOverwrite(`channels/${voice}`, serverId, { ...hide, deny: setOf('manageMessages') });
    expect((await call(manager, 'PUT', `/channels/${voice}/synced`)).status).toBe(403);
    expect((await call<Channel>(owner, 'PUT', `/channels/${voice}/synced`)).body).toMatchObject({
      isSynced: true,
      overwrites: [],
    });
    expect(await sees(member, voice)).toBe(true);
  });

  it('is allowed when its caller may make each change', async () => {
    const { manager, member, voice, call, setOverwrite } = await createScene('manageRoles');
    await setOverwrite(`channels/${voice}`, member.userId, {
      targetType: 'member',
      allow: 0,
      deny: setOf('speak'),
    });
    expect((await call(manager, 'PUT', `/channels/${voice}/synced`)).status).toBe(200);
  });
});

it('leaving and coming again lifts nothing that a channel denies, and keeps nothing that it allows', async () => {
  const { owner, member, serverId, voice, text, call, setOverwrite, sees } = await createScene();
  const own = { targetType: 'member', allow: 0, deny: 0 };
  await setOverwrite(`channels/${voice}`, member.userId, { ...own, deny: setOf('viewChannel') });
  await setOverwrite(`channels/${text}`, member.userId, { ...own, allow: setOf('viewChannel') });
  expect([await sees(member), await sees(member, voice)]).toEqual([true, false]);
  await call(member, 'POST', `/servers/${serverId}/leave`);
  await steps.join(owner, serverId, member);
  expect([await sees(member), await sees(member, voice)]).toEqual([false, false]);
  await call(member, 'POST', `/servers/${serverId}/leave`);
  const lifted = await setOverwrite(`channels/${voice}`, member.userId, own);
  expect(lifted.status).toBe(200);
});

describe('a new channel', () => {
  const create = (scene: Awaited<ReturnType<typeof createScene>>, body: object) =>
    scene.call<Channel>(scene.manager, 'POST', `/servers/${scene.serverId}/channels`, {
      name: '새 채널',
      type: 'text',
      ...body,
    });

  it('in a private category admits only members whom its creator may admit', async () => {
    const scene = await createScene('manageChannels');
    const viewers = [{ targetType: 'member', targetId: scene.member.userId }];
    expect((await create(scene, { categoryId: scene.secret, viewers })).status).toBe(403);
    const all = [{ targetType: 'role', targetId: scene.serverId }];
    expect((await create(scene, { categoryId: scene.secret, viewers: all })).status).toBe(403);
    const staff = [{ targetType: 'role', targetId: scene.role.roleId }];
    expect((await create(scene, { categoryId: scene.secret, viewers: staff })).status).toBe(201);
    expect((await create(scene, { categoryId: scene.secret })).status).toBe(201);
  });

  it('for some of a private category can be made by those who manage its overwrites', async () => {
    const scene = await createScene('manageChannels', 'manageRoles');
    const viewers = [{ targetType: 'member', targetId: scene.member.userId }];
    const { body } = await create(scene, { categoryId: scene.secret, viewers });
    expect(await scene.sees(scene.member, body.channelId)).toBe(true);
  });

  it('for some keeps what else its category denies', async () => {
    const scene = await createScene('manageChannels');
    const { member, serverId, open, setOverwrite } = scene;
    await setOverwrite(`categories/${open}`, serverId, { ...hide, deny: setOf('sendMessages') });
    const viewers = [{ targetType: 'member', targetId: member.userId }];
    const { body } = await create(scene, { categoryId: open, viewers });
    expect(body.overwrites).toContainEqual({
      targetType: 'role',
      targetId: serverId,
      allow: 0,
      deny: setOf('viewChannel', 'sendMessages'),
    });
  });

  it('is not put into a category that its maker does not see, whose existence stays unknown', async () => {
    const scene = await createScene('manageChannels');
    const { body: other } = await scene.call<Category>(
      scene.owner,
      'POST',
      `/servers/${scene.serverId}/categories`,
      { name: '소유자만' },
    );
    await scene.setOverwrite(`categories/${other.categoryId}`, scene.serverId, hide);
    expect((await create(scene, { categoryId: other.categoryId })).status).toBe(422);
    const place = { categoryId: other.categoryId, before: null };
    expect((await scene.call(scene.manager, 'PUT', `/channels/${scene.voice}/place`, place)).status).toBe(
      422,
    );
  });
});
