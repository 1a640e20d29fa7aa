import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditEntry } from '@maru/contracts/http/chat/audit-log';
import { serverTemplates, type Server, type ServerDetail } from '@maru/contracts/http/chat/servers';
import { limits } from '@maru/contracts/limits';
import { locale } from '@maru/contracts/primitives';
import { until } from '@maru/service-kit/testing/until';
import { PeopleService } from './features/people/people.service.js';
import { startHarness, type Harness, type Person } from './testing/chat-harness.js';
import { createSteps } from './testing/steps.js';

let harness: Harness;
let steps: ReturnType<typeof createSteps>;
beforeAll(async () => {
  harness = await startHarness();
  steps = createSteps(harness);
});
afterAll(() => harness.stop());

interface Refusal {
  error: { code: string; fields?: Record<string, string> };
}

const at = (serverId: string) => `/chat/v1/servers/${serverId}`;

const update = (person: Person, serverId: string, body: object) =>
  harness.call<Server & Refusal>(at(serverId), { method: 'PATCH', body, token: person.token });

const transfer = (person: Person, serverId: string, { userId }: Person) =>
  harness.call<Server & Refusal>(`${at(serverId)}/owner`, {
    method: 'PUT',
    body: { userId },
    token: person.token,
  });

const remove = (person: Person, path: string) =>
  harness.call<Refusal>(path, { method: 'DELETE', token: person.token });

const auditOf = async (owner: Person, serverId: string): Promise<AuditEntry[]> =>
  (await steps.ask<{ entries: AuditEntry[] }>(owner, `${at(serverId)}/audit-log`)).entries;

/** A server with an owner and a member. */
const aServer = async () => {
  const [owner, member] = [harness.person(), harness.person()];
  const detail = await steps.createServer(owner);
  await steps.join(owner, detail.server.serverId, member);
  return { owner, member, ...detail, serverId: detail.server.serverId };
};

describe('a new server', () => {
  const all = serverTemplates.flatMap((template) => locale.options.map((each) => ({ template, each })));

  it.each(all)('of template $template in $each has channels to write and to talk in', async (wanted) => {
    const { template, each } = wanted;
    const body = { name: '마루', locale: each, template };
    const detail = await steps.ask<ServerDetail>(harness.person(), '/chat/v1/servers', {
      method: 'POST',
      body,
    });
    const { channels, categories, me, server } = detail;
    expect(server.ownerId).toBe(me.userId);
    expect(new Set(channels.map(({ type }) => type))).toEqual(new Set(['text', 'voice']));
    expect(channels.every(({ categoryId }) => categories.some((one) => one.categoryId === categoryId))).toBe(
      true,
    );
    expect(channels.some(({ name }) => /[가-힣]/.test(name))).toBe(each === 'ko');
    expect(new Set(channels.map(({ name }) => name)).size).toBe(channels.length);
  });

  it('of a template that there is not is refused', async () => {
    const { token } = harness.person();
    const body = { name: '마루', locale: 'ko', template: 'castle' };
    const answer = await harness.call<Refusal>('/chat/v1/servers', { method: 'POST', body, token });
    expect(answer).toMatchObject({ status: 422, body: { error: { fields: { template: 'invalid_value' } } } });
  });

  it('beyond the limit is refused, also when several are made at once', async () => {
    const person = harness.person();
    await steps.createServer(person);
    const { serverId } = (await steps.createServer(person)).server;
    const copies = Array.from({ length: limits.serversPerUser - 4 }, (_, index) => ({
      id: `${serverId.slice(0, 22)}${String(index).padStart(4, '0')}`,
      name: '복제',
      ownerId: person.userId,
    }));
    const members = copies.map(({ id }) => ({ serverId: id, userId: person.userId }));
    await harness.database.prisma.server.createMany({ data: copies });
    await harness.database.prisma.member.createMany({ data: members });

    const body = { name: '하나 더', locale: 'ko' };
    const answers = await Promise.all(
      Array.from({ length: 6 }, () =>
        harness.call<Refusal>('/chat/v1/servers', { method: 'POST', body, token: person.token }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 409, 409, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.error.code).toBe('SERVER_LIMIT_REACHED');
  });
});

describe('settings', () => {
  it('are changed with manageServer, pushed to the members and logged with the values before', async () => {
    const { owner, member, serverId } = await aServer();
    await steps.giveRole(owner, await steps.createRole(owner, serverId, 'manageServer'), member);
    const change = { name: ' 새 마루 ', description: '함께 공부해요', defaultNotifications: 'mentions' };
    const answer = await update(member, serverId, change);
    expect(answer).toMatchObject({ status: 200, body: { ...change, name: '새 마루' } });
    await until(() =>
      harness.delivered.some((event) => event.type === 'server.updated' && event.server.name === '새 마루'),
    );
    const [entry] = await auditOf(owner, serverId);
    expect(entry).toMatchObject({
      action: 'server-updated',
      actorId: member.userId,
      changes: [
        { field: 'name', before: '마루', after: '새 마루' },
        { field: 'description', before: '', after: '함께 공부해요' },
        { field: 'defaultNotifications', before: 'all', after: 'mentions' },
      ],
    });
  });

  it('that stay as they are leave no trace', async () => {
    const { owner, serverId } = await aServer();
    const before = await auditOf(owner, serverId);
    await expect(update(owner, serverId, { name: '마루' })).resolves.toMatchObject({ status: 200 });
    await expect(update(owner, serverId, {})).resolves.toMatchObject({ status: 200 });
    await expect(auditOf(owner, serverId)).resolves.toEqual(before);
  });

  it.each([
    ['an empty name', { name: '  ' }, 'name'],
    ['a name that is too long', { name: '가'.repeat(limits.serverName.max + 1) }, 'name'],
    ['a description that is too long', { description: '가'.repeat(301) }, 'description'],
    ['an unknown level', { defaultNotifications: 'never' }, 'defaultNotifications'],
  ])('refuse %s', async (_what, body, field) => {
    const { owner, serverId } = await aServer();
    const answer = await update(owner, serverId, body);
    expect(answer.status).toBe(422);
    expect(Object.keys(answer.body.error.fields ?? {})).toEqual([field]);
  });

  it('cannot change what belongs to other routes', async () => {
    const { owner, member, serverId, server } = await aServer();
    const body = { ownerId: member.userId, iconUrl: 'https://evil.example/x.png', iconKey: 'icons/x' };
    await update(owner, serverId, body);
    await expect(steps.detail(owner, serverId)).resolves.toMatchObject({ server });
  });

  it('take a system channel of this server where one can write', async () => {
    const { owner, serverId, channels } = await aServer();
    const stranger = await aServer();
    const ofType = (type: string) => channels.find((channel) => channel.type === type)?.channelId ?? '';
    await expect(update(owner, serverId, { systemChannelId: ofType('text') })).resolves.toMatchObject({
      body: { systemChannelId: ofType('text') },
    });
    await expect(update(owner, serverId, { systemChannelId: ofType('voice') })).resolves.toMatchObject({
      status: 422,
    });
    const foreign = stranger.channels[0]?.channelId;
    await expect(update(owner, serverId, { systemChannelId: foreign })).resolves.toMatchObject({
      status: 422,
    });
    await expect(update(owner, serverId, { systemChannelId: null })).resolves.toMatchObject({
      body: { systemChannelId: null },
    });
  });

  it('have no system channel any more when it is deleted, and members hear of it', async () => {
    const { owner, serverId, channels } = await aServer();
    const channelId = channels.find(({ type }) => type === 'text')?.channelId ?? '';
    await update(owner, serverId, { systemChannelId: channelId });
    await remove(owner, `/chat/v1/channels/${channelId}`);
    const { server } = await steps.detail(owner, serverId);
    expect(server.systemChannelId).toBeNull();
    await until(() => {
      const told = harness.delivered.findLast(
        (event) => event.type === 'server.updated' && event.server.serverId === serverId,
      );
      return told?.type === 'server.updated' && told.server.systemChannelId === null;
    });
  });
});

describe('handing over a server', () => {
  it('makes the member its owner; who owned it stays and may leave', async () => {
    const { owner, member, serverId } = await aServer();
    await expect(transfer(owner, serverId, member)).resolves.toMatchObject({
      status: 200,
      body: { ownerId: member.userId },
    });
    await expect(steps.detail(owner, serverId)).resolves.toMatchObject({
      server: { ownerId: member.userId },
    });
    await expect(transfer(owner, serverId, owner)).resolves.toMatchObject({ status: 403 });
    const leave = { method: 'POST', token: owner.token };
    await expect(harness.call(`${at(serverId)}/leave`, leave)).resolves.toMatchObject({ status: 204 });
    const entries = await auditOf(member, serverId);
    expect(entries.find(({ action }) => action === 'server-transferred')).toMatchObject({
      actorId: owner.userId,
      targetId: member.userId,
    });
  });

  it('to oneself changes nothing and leaves no trace', async () => {
    const { owner, serverId } = await aServer();
    await expect(transfer(owner, serverId, owner)).resolves.toMatchObject({ status: 200 });
    const entries = await auditOf(owner, serverId);
    expect(entries.some(({ action }) => action === 'server-transferred')).toBe(false);
  });

  it('to a user outside it is refused', async () => {
    const { owner, serverId } = await aServer();
    await expect(transfer(owner, serverId, harness.person())).resolves.toMatchObject({ status: 404 });
  });

  it('happens once when two are asked for at once', async () => {
    const { owner, member, serverId } = await aServer();
    const other = harness.person();
    await steps.join(owner, serverId, other);
    const answers = await Promise.all([transfer(owner, serverId, member), transfer(owner, serverId, other)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 403]);
    const winner = answers.find(({ status }) => status === 200)?.body.ownerId;
    const { server } = await steps.detail(owner, serverId);
    expect(server.ownerId).toBe(winner);
  });
});

describe('deleting', () => {
  /** Channels whose messages are gone. */
  const purged = () => new Set<string>(harness.socket.purges.map(({ channelId }) => channelId));

  it('a server removes its messages, after writing has been shut off', async () => {
    const { owner, member, serverId, channels } = await aServer();
    await expect(remove(owner, at(serverId))).resolves.toMatchObject({ status: 204 });
    await expect(harness.call(at(serverId), { token: member.token })).resolves.toMatchObject({ status: 404 });
    await until(() =>
      harness.delivered.some((event) => event.type === 'server.deleted' && event.serverId === serverId),
    );
    const rows = await harness.database.prisma.jobRow.findMany();
    const ids = [serverId, ...channels.map(({ channelId }) => channelId)];
    const jobs = rows.filter(({ job }) => ids.some((id) => JSON.stringify(job).includes(id)));
    expect(jobs).toHaveLength(2);
    expect(jobs.every(({ runAt }) => runAt.getTime() > Date.now() + 60_000)).toBe(true);
    expect(channels.some(({ channelId }) => purged().has(channelId))).toBe(false);

    await harness.hurryJobs();
    await until(() => channels.every(({ channelId }) => purged().has(channelId)));
  });

  it('a channel lets its messages go and no others', async () => {
    const { owner, channels } = await aServer();
    const [gone, stays] = channels.map(({ channelId }) => channelId);
    await remove(owner, `/chat/v1/channels/${gone}`);
    await harness.hurryJobs();
    await until(() => purged().has(gone ?? ''));
    expect(purged().has(stays ?? '')).toBe(false);
  });

  it('an account removes the servers without other members', async () => {
    const owner = harness.person();
    const { channels } = await steps.createServer(owner);
    await new PeopleService(harness.database, harness.users).forget(owner.userId);
    await harness.hurryJobs();
    await until(() => channels.every(({ channelId }) => purged().has(channelId)));
  });

  it('is refused to members, and leaves no work behind', async () => {
    const { member, serverId } = await aServer();
    await harness.hurryJobs();
    await expect(remove(member, at(serverId))).resolves.toMatchObject({ status: 403 });
    const rows = await harness.database.prisma.jobRow.findMany();
    expect(JSON.stringify(rows)).not.toContain(serverId);
  });
});
