import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Invite, InvitePreview, ListedInvite } from '@maru/contracts/http/chat/invites';
import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { limits } from '@maru/contracts/limits';
import { newId } from '@maru/service-kit/ids';
import { parseKeyRing } from '@maru/service-kit/key-ring';
import { newInviteNonce, sealInvite } from './features/invites/invite-code.js';
import { createSteps } from './testing/steps.js';
import { aProfile } from './testing/fake-user-service.js';
import { newCodeId, sealShortCode } from './features/invites/short-code.js';
import { inviteKeys, startHarness, type Answer, type Harness, type Person } from './testing/chat-harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

type Refusal = { error: { code: string; fields?: Record<string, string> } };

const aServer = async () => {
  const owner = harness.person();
  const { body } = await harness.call<ServerDetail>('/chat/v1/servers', {
    method: 'POST',
    body: { name: '마루', locale: 'ko' },
    token: owner.token,
  });
  return { owner, ...body, path: `/chat/v1/servers/${body.server.serverId}/invites` };
};
const invite = ({ token }: Person, path: string, body: object = {}): Promise<Answer<Invite & Refusal>> =>
  harness.call(path, { method: 'POST', body, token });
const accept = ({ token }: Person, code: string) =>
  harness.call<{ channelId: string | null } & Refusal>(`/chat/v1/invites/${code}/accept`, {
    method: 'POST',
    token,
  });
const preview = (code: string) => harness.call<InvitePreview & Refusal>(`/chat/v1/invites/${code}`);
const change = (inviteId: string, data: object) =>
  harness.database.prisma.invite.update({ where: { id: inviteId }, data });

describe('a link', () => {
  it('works for a week and any number of members by default', async () => {
    const { owner, path, channels } = await aServer();
    const { body } = await invite(owner, path);
    expect(body).toMatchObject({ uses: 0, maxUses: null, channelId: null, creatorId: owner.userId });
    expect(Date.parse(body.expiresAt ?? '') - Date.now()).toBeGreaterThan(6.9 * 86_400_000);
    const channelId = channels[0]?.channelId ?? null;
    const special = await invite(owner, path, { maxAgeSeconds: null, maxUses: 5, channelId });
    expect(special.body).toMatchObject({ expiresAt: null, maxUses: 5, channelId });
    const guest = harness.person();
    await expect(accept(guest, special.body.code)).resolves.toMatchObject({
      status: 200,
      body: { channelId },
    });
  });

  it.each([
    { maxAgeSeconds: 61 },
    { maxUses: 3 },
    { maxUses: -1 },
    { channelId: newId() },
    { channelId: 'x' },
  ])('is not made of %p', async (body) => {
    const { owner, path } = await aServer();
    await expect(invite(owner, path, body)).resolves.toMatchObject({
      status: 422,
      body: { error: { code: 'VALIDATION_FAILED' } },
    });
  });

  it('shows the server to its holder, signed in or not', async () => {
    const { owner, path, server } = await aServer();
    const { body } = await invite(owner, path);
    await expect(preview(body.code)).resolves.toMatchObject({
      status: 200,
      body: { status: 'open', server: { serverId: server.serverId, name: '마루', memberCount: 1 } },
    });
  });

  it('admits exactly as many of the concurrent joiners as it allows, and counts each once', async () => {
    const { owner, path, server } = await aServer();
    const { body } = await invite(owner, path, { maxUses: 5 });
    const people = Array.from({ length: 12 }, () => harness.person());
    const answers = await Promise.all(people.map((person) => accept(person, body.code)));
    const codes = answers.map(({ status, body: reply }) => (status === 200 ? 'in' : reply.error.code)).sort();
    expect(codes).toEqual([
      ...Array.from({ length: 7 }, () => 'INVITE_FULL'),
      ...Array.from({ length: 5 }, () => 'in'),
    ]);
    expect(await harness.database.prisma.member.count({ where: { serverId: server.serverId } })).toBe(6);
    const inside = people[answers.findIndex(({ status }) => status === 200)] ?? owner;
    await expect(accept(inside, body.code)).resolves.toMatchObject({ status: 200 });
    await expect(preview(body.code)).resolves.toMatchObject({ body: { status: 'full' } });
  });

  it('is not used up by a member, nor by an attempt that failed', async () => {
    const { owner, path } = await aServer();
    const { body } = await invite(owner, path, { maxUses: 1 });
    await accept(owner, body.code);
    const found = await harness.database.prisma.invite.findUnique({ where: { id: body.inviteId } });
    expect(found?.uses).toBe(0);
  });
});

describe('the code of a link', () => {
  it('has at most 30 characters, also of one that is handed out again', async () => {
    const { owner, path } = await aServer();
    const [{ body }, again] = [await invite(owner, path), await invite(owner, path)];
    expect(body.code.length).toBeLessThanOrEqual(30);
    expect(again.body.code).toBe(body.code);
  });

  it('of 96 characters, as older links have it, works on', async () => {
    const { owner, path, server } = await aServer();
    const { body } = await invite(owner, path);
    const nonce = newInviteNonce();
    await change(body.inviteId, { nonce });
    const code = sealInvite(inviteKeys, { inviteId: body.inviteId, nonce });
    expect(code).toHaveLength(96);
    await expect(preview(code)).resolves.toMatchObject({ body: { server: { name: '마루' } } });
    await expect(accept(harness.person(), code)).resolves.toMatchObject({
      body: { server: { serverId: server.serverId } },
    });
  });

  it('is shown to those only who could make the same link now', async () => {
    const { owner, path, server } = await aServer();
    const steps = createSteps(harness);
    const { serverId } = server;
    const manager = harness.person();
    const plain = await steps.join(owner, serverId, manager);
    const [admin, managing] = [
      await steps.createRole(owner, serverId, 'administrator'),
      await steps.createRole(owner, serverId, 'manageServer'),
    ];
    await steps.giveRole(owner, managing, manager);
    const granting = (await invite(owner, path, { roleId: admin.roleId, maxUses: 5 })).body;
    const codes = async (person: Person) => {
      const { body } = await harness.call<{ invites: ListedInvite[] }>(path, { token: person.token });
      return Object.fromEntries(body.invites.map(({ inviteId, code }) => [inviteId, code]));
    };
    await expect(codes(manager)).resolves.toEqual({
      [plain.inviteId]: plain.code,
      [granting.inviteId]: null,
    });
    await expect(codes(owner)).resolves.toMatchObject({ [granting.inviteId]: granting.code });
    const stored = await harness.database.prisma.idempotencyKey.findMany({ where: { userId: owner.userId } });
    expect(JSON.stringify(stored)).not.toContain(granting.code);
  });

  it('is not shown again by a retry once its maker may not give its role any more', async () => {
    const { owner, path, server } = await aServer();
    const steps = createSteps(harness);
    const maker = harness.person();
    await steps.join(owner, server.serverId, maker);
    const role = await steps.createRole(owner, server.serverId);
    const above = await steps.createRole(owner, server.serverId, 'manageRoles');
    await steps.giveRole(owner, above, maker);
    await harness.call(`/chat/v1/servers/${server.serverId}/roles/${above.roleId}/position`, {
      method: 'PUT',
      body: { position: 2 },
      token: owner.token,
    });
    const key = randomUUID();
    const body = { roleId: role.roleId };
    const make = () => harness.call<Invite>(path, { method: 'POST', body, token: maker.token, key });
    await expect(make()).resolves.toMatchObject({ status: 201 });
    await harness.call(`/chat/v1/servers/${server.serverId}/members/${maker.userId}/roles/${above.roleId}`, {
      method: 'DELETE',
      token: owner.token,
    });
    await expect(make()).resolves.toMatchObject({ status: 403 });
  });
});

it('the preview of a link says who made it', async () => {
  const { owner, path } = await aServer();
  const { body } = await invite(owner, path);
  await expect(preview(body.code)).resolves.toMatchObject({ body: { inviter: null } });
  await harness.names.apply([
    { type: 'profile.updated', profile: aProfile({ ...owner, nickname: '지민', tag: 'jimin' }) },
  ]);
  await expect(preview(body.code)).resolves.toMatchObject({
    body: { inviter: { userId: owner.userId, name: '지민' } },
  });
});

describe('a link that no longer works', () => {
  it.each([
    ['expired', 'INVITE_EXPIRED', { expiresAt: new Date(0) }],
    ['revoked', 'INVITE_REVOKED', { revokedAt: new Date() }],
    ['full', 'INVITE_FULL', { maxUses: 1, uses: 1 }],
  ] as const)('says that it is %s, and lets only members through', async (status, code, data) => {
    const { owner, path } = await aServer();
    const { body } = await invite(owner, path);
    await change(body.inviteId, data);
    // The holder of an old link doesn't even learn the server's name.
    await expect(preview(body.code)).resolves.toMatchObject({
      status: 200,
      body: { status, server: null, inviter: null },
    });
    await expect(accept(harness.person(), body.code)).resolves.toMatchObject({
      status: 409,
      body: { error: { code } },
    });
    await expect(accept(owner, body.code)).resolves.toMatchObject({ status: 200 });
  });

  it('is one answer for all that we did not make', async () => {
    const { owner, path } = await aServer();
    const { body } = await invite(owner, path);
    const { inviteId, code } = body;
    const foreign = parseKeyRing(`t1:${'z'.repeat(43)}`);
    const forged = [
      'unknown-code-1',
      `${code.slice(0, -1)}${code.endsWith('A') ? 'B' : 'A'}`,
      code.toLowerCase(),
      sealInvite(foreign, { inviteId, nonce: newInviteNonce() }),
      sealInvite(inviteKeys, { inviteId, nonce: newInviteNonce() }),
      sealInvite(inviteKeys, { inviteId: newId(), nonce: newInviteNonce() }),
      sealShortCode(foreign, 1n),
      sealShortCode(inviteKeys, newCodeId()),
    ];
    for (const wrong of forged) {
      await expect(preview(wrong)).resolves.toMatchObject({
        status: 404,
        body: { error: { code: 'INVITE_INVALID' } },
      });
      await expect(accept(harness.person(), wrong)).resolves.toMatchObject({ status: 404 });
    }
  });

  it('went with its server', async () => {
    const { owner, path, server } = await aServer();
    const { body } = await invite(owner, path);
    await harness.call(`/chat/v1/servers/${server.serverId}`, { method: 'DELETE', token: owner.token });
    await expect(preview(body.code)).resolves.toMatchObject({ status: 404 });
  });
});

describe('who runs a server', () => {
  it('sees the links that work, and what became of them', async () => {
    const { owner, path } = await aServer();
    const first = (await invite(owner, path)).body;
    const gone = (await invite(owner, path, { maxUses: 5 })).body;
    await accept(harness.person(), first.code);
    await harness.call(`${path}/${gone.inviteId}`, { method: 'DELETE', token: owner.token });
    const { body } = await harness.call<{ invites: Invite[]; arePaused: boolean }>(path, {
      token: owner.token,
    });
    expect(body).toMatchObject({ arePaused: false, invites: [{ inviteId: first.inviteId, uses: 1 }] });
    const [shown] = body.invites;
    await expect(preview(shown?.code ?? '')).resolves.toMatchObject({ body: { status: 'open' } });
  });

  it('pauses all links, and no new ones can be made meanwhile', async () => {
    const { owner, path } = await aServer();
    const { body } = await invite(owner, path);
    const pause = (arePaused: boolean) =>
      harness.call(`${path}/paused`, { method: 'PUT', body: { arePaused }, token: owner.token });
    await pause(true);
    await expect(preview(body.code)).resolves.toMatchObject({ body: { status: 'paused', server: null } });
    const guest = harness.person();
    await expect(accept(guest, body.code)).resolves.toMatchObject({
      body: { error: { code: 'INVITES_PAUSED' } },
    });
    await expect(invite(owner, path)).resolves.toMatchObject({ body: { error: { code: 'INVITES_PAUSED' } } });
    await pause(false);
    await expect(accept(guest, body.code)).resolves.toMatchObject({ status: 200 });
  });

  it('revokes a link, as its creator may and other members may not', async () => {
    const { owner, path } = await aServer();
    const [maker, other] = [harness.person(), harness.person()];
    const { code } = (await invite(owner, path)).body;
    await accept(maker, code);
    await accept(other, code);
    const theirs = (await invite(maker, path)).body;
    const revoke = ({ token }: Person) =>
      harness.call(`${path}/${theirs.inviteId}`, { method: 'DELETE', token });
    await expect(revoke(other)).resolves.toMatchObject({ status: 403 });
    await expect(revoke(maker)).resolves.toMatchObject({ status: 204 });
    await expect(revoke(owner)).resolves.toMatchObject({ status: 204 });
    const elsewhere = await aServer();
    const path2 = `${elsewhere.path}/${theirs.inviteId}`;
    await expect(
      harness.call(path2, { method: 'DELETE', token: elsewhere.owner.token }),
    ).resolves.toMatchObject({
      status: 404,
    });
  });
});

it('a retry of making a link gives the same link', async () => {
  const { owner, path } = await aServer();
  const key = randomUUID();
  const make = () => harness.call<Invite>(path, { method: 'POST', body: {}, token: owner.token, key });
  const [one, two] = [await make(), await make()];
  expect(two.body).toEqual(one.body);
});

it('an equal request returns the same link until it is used', async () => {
  const { owner, path, channels } = await aServer();
  const idOf = async (options: object = {}) => (await invite(owner, path, options)).body.inviteId;
  const first = await idOf();
  expect(await idOf()).toBe(first);
  const channelId = channels[0]?.channelId ?? null;
  const others = await Promise.all([
    idOf({ maxUses: 5 }),
    idOf({ maxAgeSeconds: null }),
    idOf({ maxAgeSeconds: 1_800 }),
    idOf({ channelId }),
  ]);
  expect(new Set([first, ...others]).size).toBe(5);
  await change(first, { expiresAt: new Date(Date.now() + 86_400_000) });
  const longer = await idOf();
  expect(longer).not.toBe(first);
  await change(longer, { uses: 1 });
  expect(await idOf()).not.toBe(longer);
});

it('leads nowhere in particular once its channel is gone', async () => {
  const { owner, path, channels } = await aServer();
  const channelId = channels[0]?.channelId ?? '';
  const { body } = await invite(owner, path, { channelId });
  await harness.call(`/chat/v1/channels/${channelId}`, {
    method: 'DELETE',
    token: owner.token,
  });
  await expect(accept(harness.person(), body.code)).resolves.toMatchObject({
    status: 200,
    body: { channelId: null },
  });
});

it('a server has no more links than the limit, and revoking makes room', async () => {
  const { owner, path, server } = await aServer();
  const { serverId } = server;
  const rows = Array.from({ length: limits.invitesPerServer }, () => ({
    id: newId(),
    codeId: newCodeId(),
    serverId,
    creatorId: owner.userId,
    uses: 1,
  }));
  await harness.database.prisma.invite.createMany({ data: rows });
  await expect(invite(owner, path)).resolves.toMatchObject({
    status: 409,
    body: { error: { code: 'INVITE_LIMIT_REACHED' } },
  });
  await harness.call(`${path}/${rows[0]?.id ?? ''}`, { method: 'DELETE', token: owner.token });
  await expect(invite(owner, path)).resolves.toMatchObject({ status: 201 });
});

it('attempts to open links are limited', async () => {
  const guest = harness.person();
  const answers = [];
  for (let n = 0; n < 31; n += 1) answers.push((await accept(guest, `unknown-code-${n}`)).status);
  expect(answers.slice(0, 30)).toEqual(Array.from({ length: 30 }, () => 404));
  expect(answers[30]).toBe(429);
});

it('links that are used up neither take room from new ones nor push working ones off the list', async () => {
  const { owner, path, server } = await aServer();
  const working = await invite(owner, path);
  const rows = Array.from({ length: limits.invitesPerServer }, () => ({
    id: newId(),
    codeId: newCodeId(),
    serverId: server.serverId,
    creatorId: owner.userId,
    maxUses: 1,
    uses: 1,
  }));
  await harness.database.prisma.invite.createMany({ data: rows });
  await expect(invite(owner, path, { maxUses: 5 })).resolves.toMatchObject({ status: 201 });
  const { body } = await harness.call<{ invites: ListedInvite[] }>(path, { token: owner.token });
  expect(body.invites.map(({ inviteId }) => inviteId)).toContain(working.body.inviteId);
});
