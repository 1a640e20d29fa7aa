import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chatRoutes } from '@maru/contracts/http/chat/routes';
import { isPlaced, isRead, type RouteContract } from '@maru/contracts/route';
import { serversRepository } from './repositories/servers.repository.js';
import { createAuthorizationScene, hiddenName } from './testing/authorization-scene.js';
import { expectedStatuses, type Actor, type Route } from './testing/authorization-table.js';
import { startHarness, type Harness } from './testing/chat-harness.js';
import { emailOf, insertEmailInvite } from './testing/email-invites.js';
import { aPicture } from './testing/pictures.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

const overwrite = { targetType: 'role', allow: 0, deny: 2 };
const contentRule = { name: '욕설', trigger: { kind: 'words', words: ['욕'] }, action: 'block' };
const bodies: Partial<Record<Route, object>> = {
  putRail: { entries: [] },
  createServer: { name: '새 서버', locale: 'ko' },
  updateServer: { name: '새 이름' },
  createChannel: { name: '새 채널', type: 'text', categoryId: null },
  updateChannel: { name: '새 이름' },
  moveChannel: { categoryId: null, before: null },
  setChannelOverwrite: overwrite,
  createCategory: { name: '새 카테고리' },
  updateCategory: { name: '새 이름' },
  moveCategory: { before: null },
  setCategoryOverwrite: overwrite,
  createRole: { name: '새 역할' },
  updateRole: { name: '새 이름' },
  moveRole: { position: 1 },
  setNickname: { nickname: '새 별명' },
  pauseInvites: { arePaused: false },
  timeOutMember: { seconds: 60, reason: '' },
  kickMember: {},
  setRaidMode: { isOn: true },
  muteMember: { isMuted: true },
  deafenMember: { isDeafened: true },
  banMember: {},
  createEmailInvites: { emails: ['somebody@maru.test'], locale: 'ko' },
  createContentRule: contentRule,
  updateContentRule: { name: '새 이름' },
  closeReport: { status: 'handled' },
};

/** These work once, or remove things that other actors need. */
const usesUp = new Set<Route>([
  'transferServer',
  'deleteServer',
  'deleteChannel',
  'deleteCategory',
  'deleteRole',
  'kickMember',
  'unbanMember',
  'deleteContentRule',
  'resendEmailInvite',
  'acceptReceivedInvite',
  'declineReceivedInvite',
]);
/** Requests in a server that carry an idempotency key. */
const creating = Object.values<RouteContract>(chatRoutes).flatMap((route) =>
  route.idempotent && isPlaced(route) ? [route.operationId as Route] : [],
);
/** Changes in a server, which take its lock. */
const changing = Object.values<RouteContract>(chatRoutes).flatMap((route) =>
  isPlaced(route) && !isRead(route) ? [route.operationId as Route] : [],
);
const picture = await aPicture();
const createScene = () => createAuthorizationScene(harness);
type Scene = Awaited<ReturnType<typeof createScene>>;

// Rows have no order of their own.
const byId = { orderBy: { id: 'asc' } } as const;

/** Everything of the server that a refused request must not change. */
const stateOf = async (serverId: string | undefined) => {
  const state = await harness.database.prisma.server.findUnique({
    where: { id: serverId },
    include: {
      channels: byId,
      categories: byId,
      roles: byId,
      overwrites: { orderBy: [{ scopeId: 'asc' }, { targetId: 'asc' }] },
      members: { orderBy: { userId: 'asc' }, include: { roles: { orderBy: { roleId: 'asc' } } } },
      bans: { orderBy: { userId: 'asc' } },
      invites: byId,
      emailInvites: byId,
      contentRules: byId,
      reports: byId,
    },
  });
  // Ids of codes are beyond what JSON has numbers for.
  return JSON.stringify(state, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
};

describe('authorization', () => {
  it('of every contract is enforced: each is mounted once', () => {
    expect(harness.routes.map(({ contract }) => contract.operationId).sort()).toEqual(
      Object.keys(chatRoutes).sort(),
    );
  });

  const createUntouched = async () => {
    const scene = await createScene();
    return { scene, state: await stateOf(scene.ids.serverId) };
  };
  let untouched: ReturnType<typeof createUntouched> | undefined;
  /** Scenes for actors who succeed: one for all of them, unless the first uses up what the others need. */
  const createScenes = (route: Route) => {
    const shared = usesUp.has(route) ? undefined : createScene();
    return () => shared ?? createScene();
  };

  const ask = async (route: Route, actor: Actor, scene: Scene, key?: string) => {
    const { ids, tokens, idsFor, bodiesFor, queriesFor } = scene;
    const contract = chatRoutes[route];
    const path = contract.path.replace(
      /:(\w+)/g,
      (_all, name: string) => idsFor[route]?.[name] ?? ids[name] ?? '',
    );
    const answer = await harness.call(path + (queriesFor[route] ?? ''), {
      method: contract.method.toUpperCase(),
      ...('upload' in contract
        ? { body: picture, type: 'image/png' }
        : { body: bodiesFor[route] ?? bodies[route] }),
      token: tokens[actor],
      key,
    });
    const told = JSON.stringify(answer.body);
    const secrets = [ids.channelId, ids.categoryId, hiddenName];
    if (actor === 'blind' && secrets.some((secret) => secret && told.includes(secret)))
      throw new Error(`${route} names a hidden channel: ${told}`);
    return answer.status === contract.status ? 200 : answer.status;
  };

  it.each(Object.keys(chatRoutes) as Route[])(
    'of %s: each actor gets the status that its contract declares',
    async (route) => {
      const row = expectedStatuses(chatRoutes[route]);
      const actors = Object.keys(row) as Actor[];
      // Refusals and reads change nothing, which is checked, so they can share a server and run at once.
      const isHarmless = (actor: Actor) => row[actor] !== 200 || chatRoutes[route].method === 'get';
      const statuses = new Map<Actor, number>();
      const { scene, state } = await (untouched ??= createUntouched());
      const harmless = actors.filter(isHarmless);
      // A node refuses uploads beyond those that it reads at once.
      const atOnce = 'upload' in chatRoutes[route] ? 1 : harmless.length;
      for (let from = 0; from < harmless.length; from += atOnce) {
        const group = harmless.slice(from, from + atOnce);
        await Promise.all(
          group.map(async (actor) => void statuses.set(actor, await ask(route, actor, scene))),
        );
      }
      if (harmless.length > 0) expect(await stateOf(scene.ids.serverId)).toEqual(state);
      const sceneOf = createScenes(route);
      for (const actor of actors.filter((each) => !isHarmless(each)))
        statuses.set(actor, await ask(route, actor, await sceneOf()));
      expect(Object.fromEntries(statuses)).toEqual(row);
    },
  );

  it('a member can do to their own things what the contract declares for those', async () => {
    const scene = await createScene();
    const { serverId = '' } = scene.ids;
    const { member } = scene.people;
    const invites = `/chat/v1/servers/${serverId}/invites`;
    const { body: invite } = await harness.call<{ inviteId: string }>(invites, {
      method: 'POST',
      body: {},
      token: member.token,
    });
    const inviteByMail = () =>
      insertEmailInvite(harness, { serverId, inviterId: member.userId, email: emailOf(harness.person()) });
    const own: Partial<Record<Route, Record<string, string>>> = {
      setNickname: { userId: member.userId },
      revokeInvite: { inviteId: invite.inviteId },
      resendEmailInvite: { emailInviteId: (await inviteByMail()).emailInviteId },
      revokeEmailInvite: { emailInviteId: (await inviteByMail()).emailInviteId },
    };
    const declared = Object.values<RouteContract>(chatRoutes).filter(({ authorizeOwn }) => authorizeOwn);
    expect(Object.keys(own).sort()).toEqual(declared.map(({ operationId }) => operationId).sort());
    for (const route of Object.keys(own) as Route[]) {
      const status = await ask(route, 'member', { ...scene, idsFor: own });
      expect([route, status]).toEqual([route, 200]);
    }
  });

  it.each(creating)('of %s is asked for again when the same request is repeated', async (route) => {
    const scene = await createScene();
    const { serverId = '' } = scene.ids;
    const key = randomUUID();
    await expect(ask(route, 'moderator', scene, key)).resolves.toBe(200);
    await harness.database.prisma.member.deleteMany({
      where: { serverId, userId: scene.people.moderator.userId },
    });
    await expect(ask(route, 'moderator', scene, key)).resolves.toBe(404);
  });

  it.each(changing)(
    'of %s refuses people who are not members without the lock of the server',
    async (route) => {
      const { scene } = await (untouched ??= createUntouched());
      const { serverId = '' } = scene.ids;
      const statuses = await harness.database.transact(async ({ db }) => {
        await serversRepository(db).lock(serverId);
        return Promise.all((['outsider', 'banned'] as const).map((actor) => ask(route, actor, scene)));
      });
      expect(statuses).toEqual([404, 404]);
    },
  );

  it('documents itself', async () => {
    const { body } = await harness.call<{ paths: Record<string, object> }>('/chat/v1/openapi.json');
    const documented = Object.values(body.paths).flatMap((path) => Object.keys(path)).length;
    expect(documented).toBe(Object.keys(chatRoutes).length);
  });
});
