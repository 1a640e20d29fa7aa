import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { emptyBody, textBody } from '@maru/contracts/socket/message-body';
import type { ClientEventInput } from '@maru/contracts/socket/events';
import { answersToMalformed } from '@maru/service-kit/testing/malformed-requests';
import type { Place } from './testing/communities.js';
import { startHarness, type Harness } from './testing/socket-harness.js';

const [jimin, alice] = [randomUUID(), randomUUID()];
const nonce = () => randomUUID();

let harness: Harness;
let place: Place;
beforeAll(async () => {
  harness = await startHarness();
  place = harness.communities.create(jimin, alice);
});
afterAll(() => harness.stop());

const say = (client: Awaited<ReturnType<Harness['connect']>>, text: string, channelId = place.channelId) =>
  client.ask('message:send', { channelId, nonce: nonce(), body: { text } });

describe('messages', () => {
  it('are acknowledged with their seq and pushed to sockets with the channel open; other sockets get a hint', async () => {
    const [writer, reader, idle] = [
      await harness.connect(jimin),
      await harness.connect(alice),
      await harness.connect(alice),
    ];
    await reader.ask('channel:open', { channelId: place.channelId });
    const { message } = await say(writer, '안녕하세요');
    expect(message).toMatchObject({ authorId: jimin, body: textBody('안녕하세요'), version: 1 });
    await expect(reader.pushed('message:created')).resolves.toEqual({
      channelId: place.channelId,
      messages: [message],
    });
    await expect(idle.pushed('channel:activity')).resolves.toMatchObject({
      channelId: place.channelId,
      lastSeq: message.seq,
    });
    expect(idle.pushes.some(({ event }) => event === 'message:created')).toBe(false);
  });

  it('are stored once when they are sent several times', async () => {
    const writer = await harness.connect(jimin);
    const payload = { channelId: place.channelId, nonce: nonce(), body: { text: '한 번만' } };
    const acks = await Promise.all([1, 2, 3].map(() => writer.ask('message:send', payload)));
    const again = await (await harness.connect(jimin)).ask('message:send', payload);
    expect(new Set([...acks, again].map(({ message }) => message.seq)).size).toBe(1);
  });

  it('are edited by their author, become tombstones when deleted, and each change is counted', async () => {
    const [writer, owner] = [await harness.connect(alice), await harness.connect(jimin)];
    await owner.ask('channel:open', { channelId: place.channelId });
    const { message } = await say(writer, '처음');
    const edited = await writer.ask('message:edit', {
      channelId: place.channelId,
      seq: message.seq,
      body: { text: '나중' },
    });
    expect(edited.message).toMatchObject({ body: textBody('나중'), version: 2 });
    await expect(owner.pushed('message:updated')).resolves.toMatchObject({
      changes: edited.changes,
      message: { version: 2 },
    });
    const removal = { channelId: place.channelId, seq: message.seq };
    const first = await owner.ask('message:delete', removal);
    expect(first.message).toMatchObject({ body: emptyBody, version: 3 });
    expect(first.changes).toBe(edited.changes + 1);
    await expect(owner.ask('message:delete', removal)).resolves.toMatchObject({
      message: { version: 3 },
      changes: first.changes,
    });
    await expect(writer.ask('message:edit', { ...removal, body: { text: '다시' } })).rejects.toThrow(
      'MESSAGE_DELETED',
    );
    await expect(
      writer.ask('message:edit', { ...removal, seq: 99_999, body: { text: 'x' } }),
    ).rejects.toThrow('NOT_FOUND');
  });

  it('of a voice channel reach its readers, also those who are in no call', async () => {
    const [writer, reader] = await Promise.all([harness.connect(jimin), harness.connect(alice)]);
    const { head } = await reader.ask('channel:open', { channelId: place.voiceId });
    const { message } = await say(writer, '화면 잘 보여요?', place.voiceId);
    await expect(reader.pushed('message:created')).resolves.toMatchObject({ messages: [message] });
    const { states } = await reader.ask('channel:states', { channelIds: [place.voiceId] });
    expect(states).toMatchObject([{ lastSeq: head.lastSeq + 1, lastReadSeq: head.lastSeq }]);
  });

  it('are read as history across several partitions', async () => {
    const owner = randomUUID();
    const long = harness.communities.create(owner);
    let head = await harness.messages.readHead(long.channelId);
    for (let from = 1; from <= 2_450; from += 49) {
      const messages = Array.from({ length: 49 }, (_, index) => ({
        channelId: long.channelId,
        seq: from + index,
        nonce: `history-nonce-${from + index}`,
        authorId: owner,
        body: textBody(`${from + index}`),
        createdAt: '2026-01-01T00:00:00.000Z',
        editedAt: null,
        deletedAt: null,
        version: 1,
      }));
      await harness.messages.append(long.channelId, head, { messages });
      head = { ...head, lastSeq: from + 48 };
    }
    const reader = await harness.connect(owner);
    const list = async (window: ClientEventInput<'message:list'>['window']) => {
      const page = await reader.ask('message:list', { channelId: long.channelId, window });
      return [page.messages[0]?.seq, page.messages.at(-1)?.seq, page.messages.length];
    };
    await expect(list({ at: 'latest', limit: 100 })).resolves.toEqual([2_351, 2_450, 100]);
    await expect(list({ at: 'before', seq: 2_050, limit: 100 })).resolves.toEqual([1_950, 2_049, 100]);
    await expect(list({ at: 'after', seq: 990, limit: 20 })).resolves.toEqual([991, 1_010, 20]);
    await expect(list({ at: 'around', seq: 1_000, limit: 50 })).resolves.toEqual([975, 1_024, 50]);
    await expect(list({ at: 'after', seq: 2_450 })).resolves.toEqual([undefined, undefined, 0]);
  }, 30_000);

  it('above the rate limit are refused with the time to wait', async () => {
    const writer = await harness.connect(randomUUID());
    const hasty = harness.communities.create(randomUUID());
    const attempts = Array.from({ length: 40 }, () =>
      say(writer, '빨리', hasty.channelId).catch((error: unknown) => error),
    );
    const limited = (await Promise.all(attempts)).find(
      (error) => error instanceof Error && error.message === 'RATE_LIMITED',
    );
    expect(limited).toHaveProperty('retryAfterMs', expect.any(Number));
  });
});

describe('read pointers', () => {
  it('move forward only, never beyond the last message; the reader’s other sockets are told', async () => {
    const [owner, guest] = [randomUUID(), randomUUID()];
    const { channelId } = harness.communities.create(owner, guest);
    const [one, other] = [await harness.connect(owner), await harness.connect(owner)];
    const writer = await harness.connect(guest);
    for (const text of ['a', 'b', 'c']) await say(writer, text, channelId);
    const read = async (seq: number) => (await one.ask('read:update', { channelId, seq })).lastReadSeq;
    await expect(read(2)).resolves.toBe(2);
    await expect(other.pushed('read:updated')).resolves.toMatchObject({ channelId, lastReadSeq: 2 });
    await expect(read(1)).resolves.toBe(2);
    await expect(read(999)).resolves.toBe(3);
    const { states } = await other.ask('channel:states', { channelIds: [channelId, place.channelId] });
    expect(states).toEqual([{ channelId, lastSeq: 3, newestSeq: 3, changes: 0, lastReadSeq: 3 }]);
  });

  it('of an author move with their message; the acknowledgement and their other sockets say so', async () => {
    const [owner, guest] = [randomUUID(), randomUUID()];
    const { channelId } = harness.communities.create(owner, guest);
    const [one, other] = [await harness.connect(owner), await harness.connect(owner)];
    const writer = await harness.connect(guest);
    await say(writer, '하나', channelId);
    const payload = { channelId, nonce: nonce(), body: { text: '둘' } };
    await expect(one.ask('message:send', payload)).resolves.toMatchObject({ lastReadSeq: 2 });
    await expect(other.pushed('read:updated')).resolves.toEqual({ channelId, userId: owner, lastReadSeq: 2 });
    await say(writer, '셋', channelId);
    await one.ask('read:update', { channelId, seq: 3 });
    // A repeat of an earlier message moves nothing back.
    await expect(one.ask('message:send', payload)).resolves.toMatchObject({
      message: { seq: 2 },
      lastReadSeq: 3,
    });
    const stateOf = async (client: typeof one) =>
      (await client.ask('channel:states', { channelIds: [channelId] })).states[0]?.lastReadSeq;
    await expect(stateOf(other)).resolves.toBe(3);
    await expect(stateOf(writer)).resolves.toBe(3);
  });

  it('of a new member start at the last message before they joined, even after a reconnection', async () => {
    const [owner, guest] = [randomUUID(), randomUUID()];
    const here = harness.communities.create(owner);
    const host = await harness.connect(owner);
    const { message: before } = await say(host, '들어오기 전', here.channelId);
    harness.communities.add(guest, here, { joinedAt: before.createdAt });
    const stateOf = async () => {
      const reader = await harness.connect(guest);
      return (await reader.ask('channel:states', { channelIds: [here.channelId] })).states[0];
    };
    await expect(stateOf()).resolves.toMatchObject({ newestSeq: 1, lastReadSeq: 1 });
    let { message } = await say(host, '들어온 뒤', here.channelId);
    // Two messages may fall into one millisecond, which counts as before.
    while (message.createdAt === before.createdAt)
      ({ message } = await say(host, '들어온 뒤', here.channelId));
    await expect(stateOf()).resolves.toMatchObject({ newestSeq: message.seq, lastReadSeq: 1 });
    const late = await harness.connect(guest);
    await expect(late.ask('channel:open', { channelId: here.channelId })).resolves.toMatchObject({
      lastReadSeq: 1,
    });
  });

  it('are not behind when the newer messages are deleted, and readers are told', async () => {
    const [owner, guest] = [randomUUID(), randomUUID()];
    const { channelId } = harness.communities.create(owner, guest);
    const [writer, reader] = [await harness.connect(owner), await harness.connect(guest)];
    for (const text of ['a', 'b', 'c']) await say(writer, text, channelId);
    await reader.ask('read:update', { channelId, seq: 1 });
    for (const seq of [2, 3]) await writer.ask('message:delete', { channelId, seq });
    await expect(reader.pushed('channel:activity', ({ changes }) => changes === 2)).resolves.toMatchObject({
      channelId,
      lastSeq: 3,
      newestSeq: 1,
    });
    const { states } = await reader.ask('channel:states', { channelIds: [channelId] });
    expect(states).toMatchObject([{ lastSeq: 3, newestSeq: 1, lastReadSeq: 1 }]);
    await say(writer, 'd', channelId);
    await reader.pushed('channel:activity', ({ newestSeq }) => newestSeq === 4);
  });
});

describe('a profile', () => {
  const profile = {
    userId: randomUUID(),
    nickname: '새 이름',
    tag: 'jimin',
    tagline: '',
    bio: '',
    accent: 'plum' as const,
    avatarUrl: null,
    avatarLargeUrl: null,
    bannerUrl: null,
    bannerLargeUrl: null,
    plan: 'basic' as const,
    createdAt: new Date().toISOString(),
  };

  it('is pushed to its owner and to members of their servers only', async () => {
    const [friend, stranger] = [randomUUID(), randomUUID()];
    harness.communities.create(profile.userId, friend);
    const [own, theirs, others] = [
      await harness.connect(profile.userId),
      await harness.connect(friend),
      await harness.connect(stranger),
    ];
    await harness.nodes[0]?.liveChanges.apply([{ type: 'profile.updated', profile }]);
    for (const client of [own, theirs])
      await expect(client.pushed('profile:updated')).resolves.toEqual({ profile });
    expect(JSON.stringify(others.pushes)).not.toContain('profile:updated');
  });

  it('of an erased account is removed from every client, and its read pointers are deleted', async () => {
    const [owner, gone] = [randomUUID(), randomUUID()];
    const here = harness.communities.create(owner, gone);
    const [host, leaver] = [await harness.connect(owner), await harness.connect(gone)];
    await say(host, '읽어 보세요', here.channelId);
    await leaver.ask('read:update', { channelId: here.channelId, seq: 1 });
    await harness.nodes[0]?.liveChanges.apply([{ type: 'account.deleted', userId: gone }]);
    await expect(host.pushed('profile:deleted')).resolves.toEqual({ userId: gone });
    await leaver.closed();
    expect((await harness.scan('readPointers')).filter(({ userId }) => userId === gone)).toEqual([]);
    await expect(harness.connect(gone)).rejects.toThrow('SESSION_ENDED');
  });
});

describe('membership', () => {
  it('that ends stops pushes to the member and messages from them', async () => {
    const [owner, guest] = [randomUUID(), randomUUID()];
    const here = harness.communities.create(owner, guest);
    const [host, visitor] = [await harness.connect(owner), await harness.connect(guest)];
    await visitor.ask('channel:open', { channelId: here.channelId });
    await say(host, '들려요?', here.channelId);
    await visitor.pushed('message:created');
    harness.communities.remove(guest, here);
    await harness.nodes[0]?.liveChanges.apply([
      { type: 'member.left', serverId: here.serverId, userId: guest },
    ]);
    await visitor.pushed('server:left');
    await say(host, '이제는?', here.channelId);
    await expect(say(visitor, '저기요', here.channelId)).rejects.toThrow('NOT_FOUND');
    expect(JSON.stringify(visitor.pushes)).not.toContain('이제는?');
    await expect(host.pushed('member:left')).resolves.toEqual({ serverId: here.serverId, userId: guest });
  });

  it('that begins opens the channels at once, even when the event comes twice', async () => {
    const [owner, guest] = [randomUUID(), randomUUID()];
    const here = harness.communities.create(owner);
    const [host, visitor] = [await harness.connect(owner), await harness.connect(guest)];
    harness.communities.add(guest, here);
    const createdAt = '2026-01-01T00:00:00.000Z';
    const joined = {
      type: 'member.joined' as const,
      server: {
        serverId: here.serverId,
        name: '마루',
        iconUrl: null,
        ownerId: owner,
        createdAt,
        description: '',
        defaultNotifications: 'all' as const,
        systemChannelId: null,
        verification: 'none' as const,
        raidModeSince: null,
      },
      member: {
        serverId: here.serverId,
        userId: guest,
        joinedAt: createdAt,
        nickname: null,
        roleIds: [],
        timedOutUntil: null,
        isMuted: false,
        isDeafened: false,
        isTemporary: false,
      },
    };
    await harness.nodes[0]?.liveChanges.apply([joined, joined]);
    await visitor.pushed('server:joined');
    await expect(host.pushed('member:joined')).resolves.toMatchObject({ member: { userId: guest } });
    await visitor.ask('channel:open', { channelId: here.channelId });
    await say(host, '어서 와요', here.channelId);
    await visitor.pushed('message:created');
  });
});

describe('the arrangement of servers', () => {
  it('is pushed to the sockets of its owner only', async () => {
    const [tab, otherTab, other] = [
      await harness.connect(jimin),
      await harness.connect(jimin),
      await harness.connect(alice),
    ];
    const rail = { entries: [{ type: 'server' as const, serverId: place.serverId }] };
    await harness.nodes[0]?.liveChanges.apply([{ type: 'rail.changed', userId: jimin, rail }]);
    for (const client of [tab, otherTab])
      await expect(client.pushed('rail:changed')).resolves.toEqual({ rail });
    // This push follows the other one on both sockets.
    await say(tab, '정리했어요');
    await other.pushed('channel:activity');
    expect(JSON.stringify(other.pushes)).not.toContain('rail:changed');
  });
});

describe('the HTTP server', () => {
  it('refuses malformed requests and keeps running', async () => {
    const answers = await answersToMalformed(harness.nodes[0]?.url ?? '', '/socket.io/');
    expect(answers.filter(([, answer]) => !/^HTTP\/1\.1 4\d\d /.test(answer))).toEqual([]);
    await expect(harness.connect(jimin)).resolves.toHaveProperty('socket');
  });
});
