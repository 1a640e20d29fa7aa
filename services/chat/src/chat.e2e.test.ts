import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Channel } from '@maru/contracts/http/chat/channels';
import type { Invite } from '@maru/contracts/http/chat/invites';
import type { Member } from '@maru/contracts/http/chat/members';
import type { Server, ServerDetail } from '@maru/contracts/http/chat/servers';
import { limits } from '@maru/contracts/limits';
import { until } from '@maru/service-kit/testing/until';
import { PeopleService } from './features/people/people.service.js';
import { startHarness, type Harness, type Person } from './testing/chat-harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

const createServer = async ({ token }: Person, name = '마루') =>
  (
    await harness.call<ServerDetail>('/chat/v1/servers', {
      method: 'POST',
      body: { name, locale: 'ko' },
      token,
    })
  ).body;

const makeInvite = async ({ token }: Person, serverId: string) =>
  (await harness.call<Invite>(`/chat/v1/servers/${serverId}/invites`, { method: 'POST', token })).body;
const createInvite = async (person: Person, serverId: string) => (await makeInvite(person, serverId)).code;

const accept = ({ token }: Person, code: string) =>
  harness.call(`/chat/v1/invites/${code}/accept`, { method: 'POST', token });

describe('servers', () => {
  it('begin with a text and a voice channel, each in a category, in the language of their maker', async () => {
    const jimin = harness.person();
    const { server, categories, channels } = await createServer(jimin, '  마루 마을  ');
    expect(server).toMatchObject({ name: '마루 마을', ownerId: jimin.userId });
    expect(categories.map(({ name }) => name)).toEqual(['텍스트 채널', '음성 채널']);
    expect(channels.map(({ name, type }) => [name, type])).toEqual([
      ['일반', 'text'],
      ['라운지', 'voice'],
    ]);
    expect(channels.map(({ categoryId }) => categoryId)).toEqual(
      categories.map(({ categoryId }) => categoryId),
    );
  });

  it.each(['مرحبا بالعالم', '🐳🌊', "Robert'); DROP TABLE servers;--", 'x'.repeat(60)])(
    'may be called %s',
    async (name) => {
      await expect(createServer(harness.person(), name)).resolves.toMatchObject({ server: { name } });
    },
  );

  it('cannot be left by their owner', async () => {
    const jimin = harness.person();
    const { server } = await createServer(jimin);
    const answer = await harness.call(`/chat/v1/servers/${server.serverId}/leave`, {
      method: 'POST',
      token: jimin.token,
    });
    expect(answer).toMatchObject({ status: 409, body: { error: { code: 'OWNER_CANNOT_LEAVE' } } });
  });
});

describe('a retried request', () => {
  const create = (token: string, key: string, name = '한 번') =>
    harness.call<ServerDetail>('/chat/v1/servers', {
      method: 'POST',
      body: { name, locale: 'ko' },
      token,
      key,
    });

  it('makes one server and gets the same answer, ten times at once too', async () => {
    const { token } = harness.person();
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 10 }, () => create(token, key)));
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.server?.serverId}`)).size).toBe(1);
    const again = await create(token, key);
    expect(again.body).toEqual(answers[0]?.body);
    const { body } = await harness.call<{ servers: Server[] }>('/chat/v1/servers', { token });
    expect(body.servers).toHaveLength(1);
  });

  it('with another content under the same key is a mistake', async () => {
    const { token } = harness.person();
    const key = randomUUID();
    await create(token, key);
    await expect(create(token, key, '다른 이름')).resolves.toMatchObject({
      body: { error: { code: 'IDEMPOTENCY_KEY_REUSED' } },
    });
  });

  it('by another member with the same key is a request of its own', async () => {
    const key = randomUUID();
    const answers = [await create(harness.person().token, key), await create(harness.person().token, key)];
    expect(new Set(answers.map(({ body }) => body.server.serverId)).size).toBe(2);
  });
});

describe('invites', () => {
  it('let twenty people in at once, each once, and count them truly', async () => {
    const owner = harness.person();
    const { server } = await createServer(owner);
    const code = await createInvite(owner, server.serverId);
    const people = Array.from({ length: 20 }, () => harness.person());
    const answers = await Promise.all(
      people.flatMap((person) => [accept(person, code), accept(person, code)]),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const { body } = await harness.call<{ total: number; members: Member[] }>(
      `/chat/v1/servers/${server.serverId}/members`,
      { token: owner.token },
    );
    expect(body.total).toBe(21);
    expect(new Set(body.members.map(({ userId }) => userId)).size).toBe(21);
  });
});

describe('members', () => {
  it('come by page, all of them once', async () => {
    const owner = harness.person();
    const { server } = await createServer(owner);
    const joinedAt = new Date('2026-01-01T00:00:00.000Z');
    await harness.database.prisma.member.createMany({
      data: Array.from({ length: 249 }, () => ({
        serverId: server.serverId,
        userId: randomUUID(),
        joinedAt,
      })),
    });
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: string = cursor ? `?limit=60&cursor=${cursor}` : '?limit=60';
      const { body } = await harness.call<{ members: Member[]; nextCursor: string | null }>(
        `/chat/v1/servers/${server.serverId}/members${query}`,
        { token: owner.token },
      );
      seen.push(...body.members.map(({ userId }) => userId));
      cursor = body.nextCursor;
    }
    expect(seen).toHaveLength(250);
    expect(new Set(seen).size).toBe(250);
    const bad = await harness.call(`/chat/v1/servers/${server.serverId}/members?cursor=garbage`, {
      token: owner.token,
    });
    expect(bad).toMatchObject({ status: 422, body: { error: { fields: { cursor: 'invalid_format' } } } });
  });
});

describe('channels', () => {
  it('keep distinct places when ten are made at once while the server is being deleted, and nothing breaks', async () => {
    const owner = harness.person();
    const { server } = await createServer(owner);
    const path = `/chat/v1/servers/${server.serverId}`;
    const make = (index: number) =>
      harness.call<Channel>(`${path}/channels`, {
        method: 'POST',
        body: { name: `c${index}`, type: 'text', categoryId: null },
        token: owner.token,
      });
    const first = await Promise.all(Array.from({ length: 10 }, (_, index) => make(index)));
    expect(new Set(first.map(({ body }) => body.position)).size).toBe(10);
    const racing = await Promise.all([
      make(11),
      make(12),
      harness.call(path, { method: 'DELETE', token: owner.token }),
      make(13),
    ]);
    for (const { status } of racing) expect([201, 204, 404]).toContain(status);
    expect(await harness.database.prisma.channel.count({ where: { serverId: server.serverId } })).toBe(0);
  });

  it('cannot be put into another server’s category', async () => {
    const [jimin, alice] = [harness.person(), harness.person()];
    const [mine, theirs] = [await createServer(jimin), await createServer(alice)];
    const body = { name: '침입', type: 'text', categoryId: theirs.categories[0]?.categoryId };
    const answer = await harness.call(`/chat/v1/servers/${mine.server.serverId}/channels`, {
      method: 'POST',
      body,
      token: jimin.token,
    });
    expect(answer).toMatchObject({ status: 422, body: { error: { fields: { categoryId: 'unknown' } } } });
  });

  it('change only in what is named, and tell the sockets', async () => {
    const owner = harness.person();
    const { channels } = await createServer(owner);
    const { channelId, name } = channels[0] ?? { channelId: '', name: '' };
    const change = (body: object) =>
      harness.call<Channel>(`/chat/v1/channels/${channelId}`, { method: 'PATCH', body, token: owner.token });
    expect((await change({ topic: '  모임 날짜와 장소  ' })).body).toMatchObject({
      name,
      topic: '모임 날짜와 장소',
    });
    expect((await change({ name: '알림' })).body).toMatchObject({ name: '알림', topic: '모임 날짜와 장소' });
    expect((await change({ topic: '' })).body).toMatchObject({ name: '알림', topic: '' });
    expect((await change({ topic: 'x'.repeat(limits.channelTopic.max + 1) })).status).toBe(422);
    await until(() =>
      harness.delivered.some(
        (event) =>
          event.type === 'channel.updated' &&
          event.channel.channelId === channelId &&
          event.channel.topic === '모임 날짜와 장소',
      ),
    );
  });
});

describe('the outbox', () => {
  it('delivers what happened in order, through a downtime of the socket service', async () => {
    const owner = harness.person();
    const { server, channels } = await createServer(owner);
    const { serverId } = server;
    await until(() =>
      harness.delivered.some((event) => event.type === 'member.joined' && event.server.serverId === serverId),
    );
    harness.receiver.isDown = true;
    const before = harness.delivered.length;
    const patch = (path: string, name: string) =>
      harness.call(path, { method: 'PATCH', body: { name }, token: owner.token });
    await patch(`/chat/v1/servers/${serverId}`, '하나');
    await patch(`/chat/v1/channels/${channels[0]?.channelId}`, '둘');
    await patch(`/chat/v1/servers/${serverId}`, '셋');
    await harness.call(`/chat/v1/channels/${channels[1]?.channelId}`, {
      method: 'DELETE',
      token: owner.token,
    });
    await harness.call(`/chat/v1/servers/${serverId}`, { method: 'DELETE', token: owner.token });
    expect(harness.delivered).toHaveLength(before);
    harness.receiver.isDown = false;
    await until(() =>
      harness.delivered.some((event) => event.type === 'server.deleted' && event.serverId === serverId),
    );
    expect(harness.delivered.slice(before).map(({ type }) => type)).toEqual([
      'server.updated',
      'channel.updated',
      'server.updated',
      'channel.deleted',
      'server.deleted',
    ]);
  });
});

describe('a member whose account was erased', () => {
  const people = () => new PeopleService(harness.database, harness.users);
  const addMember = (serverId: string, userId: string, joinedAt = new Date()) =>
    harness.database.prisma.$transaction([
      harness.database.prisma.member.create({ data: { serverId, userId, joinedAt } }),
      harness.database.prisma.server.update({
        where: { id: serverId },
        data: { memberCount: { increment: 1 } },
      }),
    ]);

  it('owns servers that others are in, which the account has to wait for', async () => {
    const jimin = harness.person();
    const { server } = await createServer(jimin);
    await expect(people().listOwnedServers(jimin.userId)).resolves.toEqual([]);
    await addMember(server.serverId, randomUUID());
    await expect(people().listOwnedServers(jimin.userId)).resolves.toMatchObject([
      { serverId: server.serverId },
    ]);
  });

  it('leaves every server; their own go to the longest-standing member, or are deleted when they are alone', async () => {
    const [jimin, first, second] = [harness.person(), harness.person(), harness.person()];
    const shared = (await createServer(jimin)).server;
    const alone = (await createServer(jimin)).server;
    const others = (await createServer(first)).server;
    await addMember(shared.serverId, second.userId, new Date(Date.now() + 2_000));
    await addMember(shared.serverId, first.userId, new Date(Date.now() + 1_000));
    await addMember(others.serverId, jimin.userId);
    await people().forget(jimin.userId);
    await people().forget(jimin.userId);
    const { prisma } = harness.database;
    expect(await prisma.member.count({ where: { userId: jimin.userId } })).toBe(0);
    expect(await prisma.server.findUnique({ where: { id: shared.serverId } })).toMatchObject({
      ownerId: first.userId,
      memberCount: 2,
    });
    expect(await prisma.server.findUnique({ where: { id: alone.serverId } })).toBeNull();
    expect(await prisma.server.findUnique({ where: { id: others.serverId } })).toMatchObject({
      memberCount: 1,
    });
    await until(() =>
      harness.delivered.some(
        (event) => event.type === 'server.updated' && event.server.ownerId === first.userId,
      ),
    );
  });
});

describe('hostile input', () => {
  it.each([
    ['malformed JSON', '{', 422, 'VALIDATION_FAILED'],
    ['ten megabytes', JSON.stringify({ name: 'x'.repeat(10_000_000) }), 413, 'PAYLOAD_TOO_LARGE'],
    ['a wrong type', { name: { $ne: '' }, locale: 'ko' }, 422, 'VALIDATION_FAILED'],
    ['a blank name', { name: '   ', locale: 'ko' }, 422, 'VALIDATION_FAILED'],
  ])('%s gets a clear error', async (_what, body, status, code) => {
    const { token } = harness.person();
    await expect(harness.call('/chat/v1/servers', { method: 'POST', body, token })).resolves.toMatchObject({
      status,
      body: { error: { code } },
    });
  });

  it('an unknown path and a malformed id are not found or refused', async () => {
    const { token } = harness.person();
    expect((await harness.call('/chat/v1/nothing', { token })).status).toBe(404);
    expect((await harness.call('/chat/v1/servers/1%27%20OR%201=1', { token })).status).toBe(422);
    expect((await harness.call('/chat/v1/servers/%E0%A4%A', { token })).status).toBe(404);
  });
});
