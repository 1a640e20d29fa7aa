import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { limits } from '@maru/contracts/limits';
import { newId } from '@maru/service-kit/ids';
import { newInviteNonce } from './features/invites/invite-code.js';
import { newCodeId } from './features/invites/short-code.js';
import { startHarness, type Harness, type Person } from './testing/chat-harness.js';
import { createSteps } from './testing/steps.js';

let harness: Harness;
let steps: ReturnType<typeof createSteps>;
let owner: Person;
let serverId = '';
let channelId = '';
beforeAll(async () => {
  harness = await startHarness();
  steps = createSteps(harness);
  owner = harness.person();
  const { server, channels } = await steps.createServer(owner);
  serverId = server.serverId;
  channelId = channels[0]?.channelId ?? '';
});
afterAll(() => harness.stop());

const ids = (count: number) => Array.from({ length: count }, () => newId());
const later = () => new Date(Date.now() + 86_400_000);

interface Bound {
  limit: number;
  code: string;
  count: () => Promise<number>;
  /** Fills the server up to `missing` below the limit. */
  fill: (missing: number) => Promise<unknown>;
  /** One more; each call wants another one. */
  add: (index: number) => { path: string; method?: string; body: object };
}

const at = (path: string) => `/chat/v1/servers/${serverId}${path}`;
const where = () => ({ where: { serverId } });
const rule = { name: '규칙', trigger: { kind: 'words', words: ['욕'] }, action: 'block' };
const people = Array.from({ length: 6 }, () => randomUUID());

const bounds: Record<string, Bound> = {
  channels: {
    limit: limits.channelsPerServer,
    code: 'CHANNEL_LIMIT_REACHED',
    count: () => harness.database.prisma.channel.count(where()),
    fill: async (missing) => {
      const known = await harness.database.prisma.channel.count(where());
      const rows = ids(limits.channelsPerServer - missing - known);
      const type = 'voice' as const;
      await harness.database.prisma.channel.createMany({
        data: rows.map((id, position) => ({ id, serverId, type, name: 'x', position })),
      });
    },
    add: () => ({ path: at('/channels'), body: { name: 'x', type: 'text', categoryId: null } }),
  },
  categories: {
    limit: limits.categoriesPerServer,
    code: 'CATEGORY_LIMIT_REACHED',
    count: () => harness.database.prisma.category.count(where()),
    fill: async (missing) => {
      const known = await harness.database.prisma.category.count(where());
      const rows = ids(limits.categoriesPerServer - missing - known);
      await harness.database.prisma.category.createMany({
        data: rows.map((id, position) => ({ id, serverId, name: 'x', position })),
      });
    },
    add: () => ({ path: at('/categories'), body: { name: 'x' } }),
  },
  roles: {
    limit: limits.rolesPerServer,
    code: 'ROLE_LIMIT_REACHED',
    count: () => harness.database.prisma.role.count(where()),
    fill: (missing) =>
      harness.database.prisma.role.createMany({
        data: ids(limits.rolesPerServer - missing - 1).map((id, index) => ({
          id,
          serverId,
          name: 'x',
          position: index + 1,
          permissions: 0,
        })),
      }),
    add: () => ({ path: at('/roles'), body: { name: 'x' } }),
  },
  'content rules': {
    limit: limits.contentRulesPerServer,
    code: 'CONTENT_RULE_LIMIT_REACHED',
    count: () => harness.database.prisma.contentRule.count(where()),
    fill: (missing) =>
      harness.database.prisma.contentRule.createMany({
        data: ids(limits.contentRulesPerServer - missing).map((id) => ({
          ...rule,
          id,
          serverId,
          isEnabled: true,
          timeoutSeconds: 60,
          exemptRoleIds: [],
          exemptChannelIds: [],
        })),
      }),
    add: () => ({ path: at('/content-rules'), body: rule }),
  },
  links: {
    limit: limits.invitesPerServer,
    code: 'INVITE_LIMIT_REACHED',
    count: () => harness.database.prisma.invite.count(where()),
    fill: (missing) =>
      harness.database.prisma.invite.createMany({
        data: ids(limits.invitesPerServer - missing).map((id) => ({
          id,
          codeId: newCodeId(),
          serverId,
          creatorId: owner.userId,
          uses: 1,
        })),
      }),
    add: (index) => ({
      path: at('/invites'),
      body: { maxUses: [1, 5, 10, 25, 50, 100][index], channelId },
    }),
  },
  'waiting invites by e-mail': {
    limit: limits.emailInvites.pendingPerServer,
    code: 'EMAIL_INVITE_LIMIT_REACHED',
    count: () => harness.database.prisma.emailInvite.count(where()),
    fill: (missing) =>
      harness.database.prisma.emailInvite.createMany({
        data: ids(limits.emailInvites.pendingPerServer - missing).map((id) => ({
          id,
          nonce: newInviteNonce(),
          serverId,
          email: `${id}@maru.test`,
          inviterId: owner.userId,
          locale: 'ko' as const,
          askedAt: new Date(),
          expiresAt: later(),
        })),
      }),
    add: (index) => ({
      path: at('/email-invites'),
      body: { emails: [`parallel-${index}@maru.test`], locale: 'ko' },
    }),
  },
  'overwrites of a channel': {
    limit: limits.overwritesPerChannel,
    code: 'OVERWRITE_LIMIT_REACHED',
    count: () => harness.database.prisma.overwrite.count({ where: { scopeId: channelId } }),
    fill: async (missing) => {
      await harness.database.prisma.member.createMany({
        data: people.map((userId) => ({ serverId, userId })),
      });
      await harness.database.prisma.channel.update({
        where: { id: channelId },
        data: { isSynced: false },
      });
      await harness.database.prisma.overwrite.createMany({
        data: Array.from({ length: limits.overwritesPerChannel - missing }, () => ({
          serverId,
          scopeId: channelId,
          targetId: randomUUID(),
          targetType: 'member' as const,
          allow: 0,
          deny: 2,
        })),
      });
    },
    add: (index) => ({
      path: `/chat/v1/channels/${channelId}/overwrites/${people[index]}`,
      method: 'PUT',
      body: { targetType: 'member', allow: 0, deny: 2 },
    }),
  },
  bans: {
    limit: limits.bansPerServer,
    code: 'BAN_LIMIT_REACHED',
    count: () => harness.database.prisma.ban.count(where()),
    fill: (missing) =>
      harness.database.prisma.ban.createMany({
        data: Array.from({ length: limits.bansPerServer - missing }, () => ({
          serverId,
          userId: randomUUID(),
          reason: '',
          bannedBy: owner.userId,
        })),
      }),
    add: () => ({ path: at(`/bans/${harness.person().userId}`), method: 'PUT', body: {} }),
  },
};

describe('parallel requests do not pass the limit of', () => {
  it.each(Object.entries(bounds))('%s', async (_name, { limit, code, count, fill, add }) => {
    await fill(2);
    const wanted = Array.from({ length: 6 }, (_each, index) => add(index));
    const answers = await Promise.all(
      wanted.map(({ path, method = 'POST', body }) =>
        harness.call<{ error?: { code: string } }>(path, { method, body, token: owner.token }),
      ),
    );
    const refused = answers.flatMap(({ body }) => body.error?.code ?? []);
    expect(refused).toEqual([code, code, code, code]);
    await expect(count()).resolves.toBe(limit);
  });

  it('servers of one person, who creates and joins at once', async () => {
    const person = harness.person();
    const { prisma } = harness.database;
    const rows = ids(limits.serversPerUser - 2);
    await prisma.server.createMany({ data: rows.map((id) => ({ id, name: 'x', ownerId: person.userId })) });
    await prisma.member.createMany({ data: rows.map((id) => ({ serverId: id, userId: person.userId })) });
    const doors = await Promise.all(
      [1, 2, 3].map(async () => {
        const host = harness.person();
        const { server } = await steps.createServer(host);
        return (await steps.join(host, server.serverId)).code;
      }),
    );
    const ask = (path: string, body?: object) =>
      harness.call<{ error?: { code: string } }>(path, { method: 'POST', body, token: person.token });
    const answers = await Promise.all([
      ...[1, 2, 3].map(() => ask('/chat/v1/servers', { name: 'x', locale: 'ko' })),
      ...doors.map((code) => ask(`/chat/v1/invites/${code}/accept`)),
    ]);
    const refused = answers.flatMap(({ body }) => body.error?.code ?? []);
    expect(refused).toEqual(Array.from({ length: 4 }, () => 'SERVER_LIMIT_REACHED'));
    await expect(prisma.member.count({ where: { userId: person.userId } })).resolves.toBe(
      limits.serversPerUser,
    );
  });
});

it('bans that have run out make room for new ones', async () => {
  const { prisma } = harness.database;
  await prisma.ban.updateMany({ where: { serverId }, data: { expiresAt: new Date(0) } });
  await steps.ban(owner, serverId, harness.person());
  await expect(prisma.ban.count({ where: { serverId } })).resolves.toBe(1);
});

it('ids of people who do not exist are not banned', async () => {
  const answer = await harness.call(at(`/bans/${randomUUID()}`), {
    method: 'PUT',
    body: {},
    token: owner.token,
  });
  expect(answer.status).toBe(404);
});
