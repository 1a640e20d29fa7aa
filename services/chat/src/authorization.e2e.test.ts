import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chatRoutes } from '@maru/contracts/http/chat/routes';
import { permissions } from '@maru/contracts/permissions';
import { createRateLimiter } from '@maru/service-kit/rate-limiter';
import { composeRoutes } from './compose.js';
import { authorization, type Actor, type Route } from './testing/authorization-table.js';
import { emailHashKey, inviteKeys, startHarness, type Harness } from './testing/chat-harness.js';
import { emailOf, insertEmailInvite } from './testing/email-invites.js';
import { aPicture } from './testing/pictures.js';
import { createSteps } from './testing/steps.js';

let harness: Harness;
let steps: ReturnType<typeof createSteps>;
beforeAll(async () => {
  harness = await startHarness();
  steps = createSteps(harness);
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
  banMember: {},
  createEmailInvites: { emails: ['somebody@maru.test'], locale: 'ko' },
  createContentRule: contentRule,
  updateContentRule: { name: '새 이름' },
  closeReport: { status: 'handled' },
};

/** They work once, or end what the others come by. */
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
const picture = await aPicture();

/** A server with everybody in it, and the id that each parameter of a path stands for. */
const createScene = async () => {
  const person = () => harness.person();
  const [owner, moderator, member, target, left] = [person(), person(), person(), person(), person()];
  const [otherOwner, outsider, banned, withRole, timedOut] = [
    person(),
    person(),
    person(),
    person(),
    person(),
  ];
  const { server, channels, categories } = await steps.createServer(owner);
  await steps.createServer(otherOwner);
  harness.users.contacts.push({ userId: outsider.userId, email: emailOf(outsider), locale: 'ko' });
  const { serverId } = server;
  const joining = [moderator, member, target, left, banned, withRole, timedOut];
  const { code, inviteId } = await steps.join(owner, serverId, ...joining);
  await steps.ask(left, `/chat/v1/servers/${serverId}/leave`, { method: 'POST' });
  const moderators = await steps.createRole(
    owner,
    serverId,
    ...permissions.filter((permission) => permission !== 'administrator'),
  );
  // Made later, it stands below the moderators.
  const role = await steps.createRole(owner, serverId);
  const lowest = await steps.createRole(owner, serverId);
  for (const each of [moderator, timedOut]) await steps.giveRole(owner, moderators, each);
  await steps.giveRole(owner, lowest, withRole);
  await steps.ban(owner, serverId, banned);
  await steps.ask(owner, `/chat/v1/servers/${serverId}/members/${timedOut.userId}/timeout`, {
    method: 'PUT',
    body: { seconds: 600 },
  });
  const { emailInviteId, token } = await insertEmailInvite(harness, {
    serverId,
    inviterId: owner.userId,
    email: emailOf(outsider),
  });
  const { contentRuleId } = await steps.createContentRule(owner, serverId, contentRule);
  const { reportId } = await steps.report(member, serverId, { type: 'member', userId: target.userId });
  const ids: Record<string, string> = {
    serverId,
    channelId: channels[0]?.channelId ?? '',
    categoryId: categories[0]?.categoryId ?? '',
    roleId: role.roleId,
    targetId: role.roleId,
    userId: target.userId,
    code,
    inviteId,
    emailInviteId,
    token,
    contentRuleId,
    reportId,
  };
  const idsFor: Partial<Record<Route, Record<string, string>>> = {
    unbanMember: { userId: banned.userId },
  };
  const tokens: Record<Actor, string | undefined> = {
    anonymous: undefined,
    expired: harness.issuer.token({ userId: owner.userId, expiresInMs: -1_000 }),
    garbage: 'garbage',
    outsider: outsider.token,
    left: left.token,
    banned: banned.token,
    otherOwner: otherOwner.token,
    member: member.token,
    withRole: withRole.token,
    timedOut: timedOut.token,
    moderator: moderator.token,
    owner: owner.token,
  };
  const queriesFor: Partial<Record<Route, string>> = { listMembersById: `?ids=${target.userId}` };
  const bodiesFor: Partial<Record<Route, object>> = {
    transferServer: { userId: target.userId },
    createReport: { target: { type: 'member', userId: target.userId }, reason: 'spam' },
  };
  return { ids, tokens, idsFor, bodiesFor, queriesFor };
};

// Rows have no order of their own.
const byId = { orderBy: { id: 'asc' } } as const;

/** Everything of the server that a refused request must not have changed. */
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
  return JSON.stringify(state);
};

describe('authorization', () => {
  it('is declared by every route, each mounted once', () => {
    const routes = composeRoutes({
      database: harness.database,
      access: harness.access,
      limiter: createRateLimiter(),
      inviteKeys,
      emailHashKey,
      presence: harness.presence,
      users: harness.users,
      images: harness.images,
      socket: harness.socket,
    });
    expect(routes.map(({ contract }) => contract.operationId).sort()).toEqual(Object.keys(chatRoutes).sort());
    for (const { authorizationName } of routes) expect(authorizationName).toMatch(/\w/);
  });

  const cases = Object.entries(authorization).flatMap(([route, row]) =>
    Object.entries(row).map(([actor, status]) => ({ route: route as Route, actor: actor as Actor, status })),
  );
  const createUntouched = async () => {
    const scene = await createScene();
    return { scene, state: await stateOf(scene.ids.serverId) };
  };
  let untouched: ReturnType<typeof createUntouched> | undefined;
  const scenes = new Map<Route, ReturnType<typeof createScene>>();
  /** A server for whoever may: the same for all of them, unless the first uses up what the others need. */
  const sceneOf = (route: Route) => {
    if (usesUp.has(route)) return createScene();
    const scene = scenes.get(route) ?? createScene();
    scenes.set(route, scene);
    return scene;
  };

  it.each(cases)('$route by $actor: $status', async ({ route, actor, status }) => {
    const contract = chatRoutes[route];
    // Refusals and reading change nothing, which is what is looked at; so they may share a server.
    const isHarmless = status !== 200 || contract.method === 'get';
    if (isHarmless) untouched ??= createUntouched();
    const shared = isHarmless ? await untouched : undefined;
    const { ids, tokens, idsFor, bodiesFor, queriesFor } = shared?.scene ?? (await sceneOf(route));
    const answer = await harness.call(
      contract.path.replace(/:(\w+)/g, (_all, name: string) => idsFor[route]?.[name] ?? ids[name] ?? '') +
        (queriesFor[route] ?? ''),
      {
        method: contract.method.toUpperCase(),
        ...('upload' in contract
          ? { body: picture, type: 'image/png' }
          : { body: bodiesFor[route] ?? bodies[route] }),
        token: tokens[actor],
      },
    );
    expect(answer.status).toBe(status === 200 ? contract.status : status);
    if (shared) expect(await stateOf(ids.serverId)).toEqual(shared.state);
  });

  it('documents itself', async () => {
    const { body } = await harness.call<{ paths: Record<string, object> }>('/chat/v1/openapi.json');
    const documented = Object.values(body.paths).flatMap((path) => Object.keys(path)).length;
    expect(documented).toBe(Object.keys(chatRoutes).length);
  });
});
