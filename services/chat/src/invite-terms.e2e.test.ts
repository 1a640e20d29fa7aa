import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Invite, InvitePreview } from '@maru/contracts/http/chat/invites';
import type { Member } from '@maru/contracts/http/chat/members';
import { setOf } from '@maru/contracts/permissions';
import { newId } from '@maru/service-kit/ids';
import { until } from '@maru/service-kit/testing/until';
import { startHarness, type Answer, type Harness, type Person } from './testing/chat-harness.js';
import { createSteps } from './testing/steps.js';

let harness: Harness;
let steps: ReturnType<typeof createSteps>;
beforeAll(async () => {
  harness = await startHarness();
  steps = createSteps(harness);
});
afterAll(() => harness.stop());

type Refusal = { error: { code: string; fields?: Record<string, string> } };

/** A server with a moderator, whose role stands above `low` and below `high`. */
const aServer = async () => {
  const [owner, moderator] = [harness.person(), harness.person()];
  const { server, channels } = await steps.createServer(owner);
  const { serverId } = server;
  await steps.join(owner, serverId, moderator);
  const high = await steps.createRole(owner, serverId, 'manageServer');
  const moderators = await steps.createRole(owner, serverId, 'manageRoles', 'createInvite');
  const low = await steps.createRole(owner, serverId);
  await steps.giveRole(owner, moderators, moderator);
  const path = `/chat/v1/servers/${serverId}`;
  return { owner, moderator, serverId, path, channels, high, moderators, low };
};
type Scene = Awaited<ReturnType<typeof aServer>>;

const invite = ({ token }: Person, { path }: Scene, body: object): Promise<Answer<Invite & Refusal>> =>
  harness.call(`${path}/invites`, { method: 'POST', body, token });
const accept = ({ token }: Person, { code }: Invite) =>
  harness.call<Refusal>(`/chat/v1/invites/${code}/accept`, { method: 'POST', token });
const preview = async ({ code }: Invite) =>
  (await harness.call<InvitePreview>(`/chat/v1/invites/${code}`)).body;
const memberOf = (scene: Scene, { userId }: Person) =>
  steps.ask<Member>(scene.owner, `${scene.path}/members/${userId}`);

describe("a link's role", () => {
  it('is assigned to the new member at once and announced to the others', async () => {
    const scene = await aServer();
    const guest = harness.person();
    const { body } = await invite(scene.moderator, scene, { roleId: scene.low.roleId });
    expect(body).toMatchObject({ roleId: scene.low.roleId });
    await accept(guest, body);
    const isTheirs = { userId: guest.userId, roleIds: [scene.low.roleId] };
    await expect(memberOf(scene, guest)).resolves.toMatchObject(isTheirs);
    const joined = () =>
      harness.delivered.find(
        (event) => event.type === 'member.joined' && event.member.userId === guest.userId,
      );
    await until(() => joined() !== undefined);
    expect(joined()).toMatchObject({ member: isTheirs });
  });

  it('has to be one that its maker may give', async () => {
    const scene = await aServer();
    const { owner, moderator, serverId, high, moderators, low } = scene;
    const member = harness.person();
    await steps.join(owner, serverId, member);
    const codeOf = async (maker: Person, roleId: string) =>
      (await invite(maker, scene, { roleId })).body.error?.code ?? 'made';
    await expect(codeOf(moderator, high.roleId)).resolves.toBe('FORBIDDEN');
    await expect(codeOf(moderator, moderators.roleId)).resolves.toBe('FORBIDDEN');
    await expect(codeOf(member, low.roleId)).resolves.toBe('FORBIDDEN');
    await expect(codeOf(owner, high.roleId)).resolves.toBe('made');
  });

  it('has to be a role of the server other than @everyone', async () => {
    const [scene, elsewhere] = [await aServer(), await aServer()];
    for (const roleId of [newId(), scene.serverId, elsewhere.low.roleId])
      await expect(invite(scene.owner, scene, { roleId })).resolves.toMatchObject({
        status: 422,
        body: { error: { fields: { roleId: 'unknown' } } },
      });
  });

  it.each([
    ['it is gone', ({ low }: Scene) => [low, 'DELETE', `/roles/${low.roleId}`, undefined] as const],
    [
      'its maker may no longer give it',
      ({ moderator, moderators }: Scene) =>
        [moderators, 'DELETE', `/members/${moderator.userId}/roles/${moderators.roleId}`, undefined] as const,
    ],
    [
      'its maker is gone',
      ({ moderator, low }: Scene) =>
        [low, 'POST', `/members/${moderator.userId}/kick`, { reason: '' }] as const,
    ],
  ])('is not given once %s, and people still join', async (_when, change) => {
    const scene = await aServer();
    const { body } = await invite(scene.moderator, scene, { roleId: scene.low.roleId });
    const [, method, rest, changed] = change(scene);
    await steps.ask(scene.owner, scene.path + rest, { method, body: changed });
    const guest = harness.person();
    await expect(accept(guest, body)).resolves.toMatchObject({ status: 200 });
    await expect(memberOf(scene, guest)).resolves.toMatchObject({ roleIds: [] });
  });
});

it('a link with a role and a limit admits exactly that many of the concurrent joiners, each with the role', async () => {
  const scene = await aServer();
  const { low, owner, serverId } = scene;
  const { body } = await invite(owner, scene, { maxUses: 5, roleId: low.roleId, isTemporary: true });
  const people = Array.from({ length: 12 }, () => harness.person());
  const answers = await Promise.all(people.map((person) => accept(person, body)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(5);
  const rows = await harness.database.prisma.member.findMany({
    where: { serverId, userId: { in: people.map(({ userId }) => userId) } },
    include: { roles: true },
  });
  expect(rows.map(({ roles, isTemporary }) => [roles.length, isTemporary])).toEqual(
    Array.from({ length: 5 }, () => [1, false]),
  );
});

it('a link leads to a channel that its maker sees', async () => {
  const scene = await aServer();
  const { owner, moderator, serverId, path, channels } = scene;
  const channelId = channels[0]?.channelId ?? '';
  const overwrite = { targetType: 'role', allow: 0, deny: setOf('viewChannel') };
  await steps.ask(owner, `/chat/v1/channels/${channelId}/overwrites/${serverId}`, {
    method: 'PUT',
    body: overwrite,
  });
  await expect(invite(moderator, scene, { channelId })).resolves.toMatchObject({
    status: 422,
    body: { error: { fields: { channelId: 'unknown' } } },
  });
  await expect(invite(owner, scene, { channelId })).resolves.toMatchObject({ status: 201 });
  const elsewhere = await aServer();
  await expect(
    invite(owner, { ...scene, path }, { channelId: elsewhere.channels[0]?.channelId }),
  ).resolves.toMatchObject({ status: 422 });
});

it('raid mode pauses links, and its end lets them work again', async () => {
  const scene = await aServer();
  const { body } = await invite(scene.owner, scene, {});
  const raid = (isOn: boolean) =>
    steps.ask(scene.owner, `${scene.path}/raid-mode`, { method: 'PUT', body: { isOn } });
  await raid(true);
  const guest = harness.person();
  await expect(preview(body)).resolves.toMatchObject({ status: 'paused' });
  await expect(accept(guest, body)).resolves.toMatchObject({ body: { error: { code: 'INVITES_PAUSED' } } });
  await expect(invite(scene.owner, scene, {})).resolves.toMatchObject({
    body: { error: { code: 'INVITES_PAUSED' } },
  });
  // Its own switch is another thing.
  await expect(steps.ask(scene.owner, `${scene.path}/invites`)).resolves.toMatchObject({ arePaused: false });
  await raid(false);
  await expect(accept(guest, body)).resolves.toMatchObject({ status: 200 });
});

it('a ban revokes the links of the banned member, a kick does not', async () => {
  const scene = await aServer();
  const { owner, serverId, path } = scene;
  const [banned, kicked] = [harness.person(), harness.person()];
  await steps.join(owner, serverId, banned, kicked);
  const [theirs, others] = [await invite(banned, scene, {}), await invite(kicked, scene, {})];
  await steps.ban(owner, serverId, banned);
  await steps.ask(owner, `${path}/members/${kicked.userId}/kick`, { method: 'POST', body: {} });
  await expect(accept(harness.person(), theirs.body)).resolves.toMatchObject({
    body: { error: { code: 'INVITE_REVOKED' } },
  });
  await expect(accept(harness.person(), others.body)).resolves.toMatchObject({ status: 200 });
});

describe('a preview', () => {
  it('counts who is online, for some seconds without asking again', async () => {
    const scene = await aServer();
    const { body } = await invite(scene.owner, scene, {});
    harness.presence.count = 7;
    await expect(preview(body)).resolves.toMatchObject({ server: { onlineCount: 7 } });
    harness.presence.count = 8;
    await expect(preview(body)).resolves.toMatchObject({ server: { onlineCount: 7 } });
  });

  it('omits the online count while the socket service is down', async () => {
    const scene = await aServer();
    const { body } = await invite(scene.owner, scene, {});
    harness.presence.isDown = true;
    await expect(preview(body)).resolves.toMatchObject({ status: 'open', server: { onlineCount: null } });
    harness.presence.isDown = false;
  });
});
