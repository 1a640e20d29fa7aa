import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { messageInternalRoutes as routes } from '@maru/contracts/internal/messages';
import type { ChannelId, ServerId } from '@maru/contracts/primitives';
import { emptyBody, textBody } from '@maru/contracts/socket/message-body';
import type { Message } from '@maru/contracts/socket/messages';
import { noteIdFrom } from '@maru/contracts/socket/notes';
import { newId } from '@maru/service-kit/ids';
import { startInternalServer } from '@maru/service-kit/internal-server';
import { createLogger } from '@maru/service-kit/logger';
import { createMetrics } from '@maru/service-kit/metrics';
import { createServiceClient, type ServiceClient } from '@maru/service-kit/service-client';
import { messageBindings } from './features/messages/messages.internal.js';
import { itemsPerMessage, maxItems } from './features/messages/message-store.js';
import { startHarness, type Harness } from './testing/socket-harness.js';

const [jimin, alice, minsu, bo] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
// Some thousand items go through the store.
jest.setTimeout(30_000);

const token = 'a-token-of-services';

let harness: Harness;
let internal: Awaited<ReturnType<typeof startInternalServer>>;
let service: ServiceClient;
beforeAll(async () => {
  harness = await startHarness();
  const [node] = harness.nodes;
  if (!node) throw new Error('no node');
  internal = await startInternalServer({
    port: 0,
    token,
    log: createLogger({ service: 'socket', level: 'silent' }),
    metrics: createMetrics('socket'),
    checks: {},
    routes: messageBindings(node),
  });
  service = createServiceClient({ baseUrl: `http://127.0.0.1:${internal.port}`, token });
});
afterAll(async () => {
  await internal.close();
  await harness.stop();
});

/** Minute 0, 1, 2 … of a day. */
const minute = (n: number) => new Date(Date.UTC(2026, 10, 24, 0, n)).toISOString();

/** Fills a channel: message n has the text `n`, the time of minute n and the author `authorOf(n)`. */
const fill = async (channelId: ChannelId, count: number, authorOf: (seq: number) => string) => {
  const maxAppend = maxItems / itemsPerMessage;
  for (let lastSeq = 0; lastSeq < count; lastSeq += maxAppend) {
    const messages = Array.from({ length: Math.min(maxAppend, count - lastSeq) }, (_, index): Message => {
      const seq = lastSeq + 1 + index;
      const now = { editedAt: null, deletedAt: null, version: 1 };
      const [authorId, createdAt] = [authorOf(seq), minute(seq)];
      return { channelId, seq, nonce: randomUUID(), authorId, body: textBody(`${seq}`), createdAt, ...now };
    });
    const head = await harness.messages.readHead(channelId);
    await harness.messages.append(channelId, head, { messages });
  }
};

describe('a system message', () => {
  // A node may still cache access of people whom other tests have connected.
  let [owner, newcomer] = ['', ''];
  beforeEach(() => {
    [owner, newcomer] = [randomUUID(), randomUUID()];
  });
  const post = (place: { channelId: ChannelId; serverId: ServerId }, userId: string, nonce: string) =>
    service.call(routes.postSystemMessage, {
      params: { channelId: place.channelId },
      body: { serverId: place.serverId, system: 'member-joined', userId, nonce },
    });

  it('is written once when it is posted several times, and is pushed to the readers of the channel', async () => {
    const place = harness.communities.create(owner, newcomer);
    const client = await harness.connect(owner);
    await client.ask('channel:open', { channelId: place.channelId });
    const nonce = `member-joined-${newId()}`;
    await Promise.all([post(place, newcomer, nonce), post(place, newcomer, nonce)]);
    await post(place, newcomer, nonce);
    const told = await client.pushed('message:created');
    expect(told.messages).toMatchObject([
      { seq: 1, system: 'member-joined', authorId: newcomer, body: emptyBody },
    ]);
    await expect(harness.messages.readHead(place.channelId)).resolves.toMatchObject({ lastSeq: 1 });
  });

  it('cannot be edited or deleted by the member whom it is about', async () => {
    const place = harness.communities.create(owner, newcomer);
    await post(place, newcomer, `member-joined-${newId()}`);
    const [member, manager] = [await harness.connect(newcomer), await harness.connect(owner)];
    const { channelId } = place;
    await expect(member.ask('message:edit', { channelId, seq: 1, body: { text: '내 말' } })).rejects.toThrow(
      'FORBIDDEN',
    );
    await expect(member.ask('message:delete', { channelId, seq: 1 })).rejects.toThrow('FORBIDDEN');
    await manager.ask('message:delete', { channelId, seq: 1 });
  });

  it('is refused in channels of another server', async () => {
    const [place, other] = [harness.communities.create(owner), harness.communities.create(newcomer)];
    const nonce = `member-joined-${newId()}`;
    const stray = { ...place, channelId: other.channelId };
    await expect(post(stray, newcomer, nonce)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

// A new ULID is an id of its kind.
const aChannel = () => newId() as ChannelId;

const stored = async (channelId: ChannelId) => {
  const tables = ['channelHeads', 'messages', 'messageNonces', 'readPointers', 'annotations'] as const;
  const rows = await Promise.all(tables.map((table) => harness.scan(table)));
  return rows.flat().filter((row) => JSON.stringify(row).includes(channelId)).length;
};

/** Calls until it is done; gives how many calls that took. */
const purge = async (channelId: ChannelId): Promise<number> => {
  for (let calls = 1; ; calls += 1)
    if ((await service.call(routes.purgeChannel, { params: { channelId } })).isDone) return calls;
};

const purgeAuthor = async (
  channelId: ChannelId,
  authorId: string,
  since: string,
  serverId?: ServerId,
): Promise<number> => {
  let from: number | undefined;
  for (let calls = 1; ; calls += 1) {
    const body = { serverId, authorId, since, before: from };
    const { before } = await service.call(routes.purgeAuthor, { params: { channelId }, body });
    if (before === null) return calls;
    from = before;
  }
};

describe('purging a channel', () => {
  it('removes its messages, nonces, head, annotations and read pointers in bounded steps, and nothing of other channels', async () => {
    const [gone, other] = [aChannel(), aChannel()];
    await fill(gone, 1_020, () => jimin);
    await fill(other, 5, () => jimin);
    const { channelId } = harness.communities.create(jimin, alice);
    for (const userId of [jimin, alice]) {
      const reader = await harness.connect(userId);
      await reader.ask('message:send', { channelId, nonce: randomUUID(), body: { text: '읽음' } });
      await reader.ask('read:update', { channelId, seq: 1 });
      await reader.ask('reaction:set', { channelId, seq: 1, emoji: '👍', isSet: true });
    }

    await expect(purge(gone)).resolves.toBe(11);
    await expect(stored(gone)).resolves.toBe(0);
    await expect(stored(other)).resolves.toBe(1 + 5 + 5);
    // The annotations' head, one reaction, two changes and two parts.
    await expect(stored(channelId)).resolves.toBe(1 + 2 + 2 + 2 + (1 + 1 + 2 + 2));
    await expect(purge(channelId)).resolves.toBe(1);
    await expect(stored(channelId)).resolves.toBe(0);
    await expect(stored(other)).resolves.toBe(1 + 5 + 5);
  });

  it('may be repeated and run several times at once', async () => {
    const channelId = aChannel();
    await fill(channelId, 320, () => jimin);
    await Promise.all([purge(channelId), purge(channelId), purge(channelId)]);
    await expect(stored(channelId)).resolves.toBe(0);
    await expect(purge(channelId)).resolves.toBe(1);
    await expect(stored(channelId)).resolves.toBe(0);
  });

  it('without messages is done after one call', async () => {
    await expect(purge(aChannel())).resolves.toBe(1);
  });
});

describe("purging an author's messages", () => {
  it('turns only their messages since the given time into tombstones, in bounded steps', async () => {
    const channelId = aChannel();
    await fill(channelId, 250, (seq) => (seq % 2 === 0 ? alice : jimin));
    // Minutes 250 down to 40: in three hundreds, of which the last is begun.
    await expect(purgeAuthor(channelId, alice, minute(40))).resolves.toBe(3);

    const all = await harness.messages.range(channelId, 1, 250);
    const tombstones = all.filter(({ deletedAt }) => deletedAt);
    expect(tombstones.map(({ seq }) => seq)).toEqual(
      all.map(({ seq }) => seq).filter((seq) => seq >= 40 && seq % 2 === 0),
    );
    expect(tombstones.every(({ body, version }) => body.text === '' && version === 2)).toBe(true);
    const { lastSeq, changes } = await harness.messages.readHead(channelId);
    expect({ lastSeq, changes }).toEqual({ lastSeq: 250, changes: tombstones.length });
  });

  it('leaves nothing unread, and readers who have the channel closed are told', async () => {
    const owner = randomUUID();
    const { channelId, serverId } = harness.communities.create(owner);
    await fill(channelId, 230, (seq) => (seq > 3 ? bo : owner));
    const reader = await harness.connect(owner);
    await purgeAuthor(channelId, bo, minute(0), serverId);
    await expect(
      reader.pushed('channel:activity', ({ newestSeq }) => newestSeq === 3),
    ).resolves.toMatchObject({ channelId, lastSeq: 230 });
    const { states } = await reader.ask('channel:states', { channelIds: [channelId] });
    expect(states).toMatchObject([{ newestSeq: 3 }]);
  });

  it('changes nothing when repeated', async () => {
    const channelId = aChannel();
    await fill(channelId, 10, () => alice);
    await purgeAuthor(channelId, alice, minute(0));
    const before = await harness.messages.readHead(channelId);
    await expect(purgeAuthor(channelId, alice, minute(0))).resolves.toBe(1);
    await expect(harness.messages.readHead(channelId)).resolves.toEqual(before);
  });

  it('is pushed to readers who have the channel open, and new messages follow', async () => {
    const { channelId } = harness.communities.create(minsu, bo);
    const [reader, writer] = [await harness.connect(minsu), await harness.connect(bo)];
    await reader.ask('channel:open', { channelId });
    const { message } = await writer.ask('message:send', {
      channelId,
      nonce: randomUUID(),
      body: { text: '광고' },
    });
    await purgeAuthor(channelId, bo, message.createdAt);
    await expect(
      reader.pushed('message:updated', ({ message: { seq } }) => seq === message.seq),
    ).resolves.toMatchObject({ changes: 1, message: { body: emptyBody, version: 2 } });
    const next = await writer.ask('message:send', { channelId, nonce: randomUUID(), body: { text: '다시' } });
    expect(next.message.seq).toBe(message.seq + 1);
    await expect(
      reader.pushed('message:created', ({ messages }) => messages[0]?.body.text === '다시'),
    ).resolves.toBeDefined();
  });
});

describe('one message', () => {
  it('is returned in its current version', async () => {
    const channelId = aChannel();
    await fill(channelId, 2, () => alice);
    const given = await service.call(routes.getMessage, { params: { channelId, seq: 2 } });
    expect(given).toMatchObject({
      message: { channelId, seq: 2, authorId: alice, body: textBody('2') },
      placeId: channelId,
    });
  });

  it('of a meeting note is looked after in its voice channel, until the note is deleted', async () => {
    const owner = randomUUID();
    const place = harness.communities.create(owner);
    await harness.fillCall(place, [owner]);
    const client = await harness.connect(owner);
    const wanted = { channelId: place.voiceId, noteId: noteIdFrom(newId()), topic: '회의' };
    const { note } = await client.ask('note:start', wanted);
    const { noteId, channelId } = note;
    await client.ask('message:send', { channelId: noteId, nonce: newId(), body: { text: '한 줄' } });
    const get = () => service.call(routes.getMessage, { params: { channelId: noteId, seq: 1 } });
    await expect(get()).resolves.toMatchObject({ message: { channelId: noteId }, placeId: channelId });
    await client.ask('note:delete', { channelId, noteId });
    await expect(get()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('that does not exist is not found', async () => {
    const call = service.call(routes.getMessage, { params: { channelId: aChannel(), seq: 1 } });
    await expect(call).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
