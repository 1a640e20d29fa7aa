import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ContentAction, ContentTrigger } from '@maru/contracts/http/chat/content-rules';
import type { OutboxEvent } from '@maru/contracts/internal/events';
import { setOf } from '@maru/contracts/permissions';
import { roleId } from '@maru/contracts/primitives';
import { newId } from '@maru/service-kit/ids';
import { until } from '@maru/service-kit/testing/until';
import type { Place } from './testing/communities.js';
import { startHarness, type Harness } from './testing/socket-harness.js';

type Client = Awaited<ReturnType<Harness['connect']>>;

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({ nodes: 2 });
});
afterAll(() => harness.stop());

const staff = roleId.parse(newId());
let [owner, member, helper] = ['', '', ''];
let place: Place;
beforeEach(() => {
  [owner, member, helper] = [randomUUID(), randomUUID(), randomUUID()];
  place = harness.communities.create(owner, member, helper);
  harness.communities.change(place, ({ roles }) => ({
    roles: [...roles, { roleId: staff, position: 1, permissions: setOf('manageMessages') }],
  }));
  harness.communities.add(helper, place, { roleIds: [staff] });
  Object.assign(harness.moderation, { isDown: false, violations: [], deletions: [] });
});

/** Applies events on the first node. */
const tell = (...events: OutboxEvent[]) => harness.nodes[0]?.liveChanges.apply(events);
const say = (client: Client, text = '안녕하세요', nonce: string = randomUUID()) =>
  client.ask('message:send', { channelId: place.channelId, nonce, body: { text } });
const rewrite = (client: Client, seq: number, text: string) =>
  client.ask('message:edit', { channelId: place.channelId, seq, body: { text } });

describe('slow mode', () => {
  beforeEach(() =>
    harness.communities.change(place, ({ channels }) => ({
      channels: channels.map((each) => ({ ...each, slowModeSeconds: 3_600 })),
    })),
  );

  it('admits one message and returns the time until the next, on every node', async () => {
    const [here, there] = [await harness.connect(member), await harness.connect(member, { node: 1 })];
    await say(here);
    for (const client of [here, there]) {
      const refused = await say(client).catch((error: unknown) => error);
      expect(refused).toMatchObject({ code: 'SLOW_MODE' });
      const { retryAfterMs } = refused as { retryAfterMs: number };
      expect(retryAfterMs).toBeGreaterThan(3_590_000);
      expect(retryAfterMs).toBeLessThanOrEqual(3_600_000);
    }
  });

  it('admits one of several messages that are sent at once', async () => {
    const clients = await Promise.all([0, 1].map((node) => harness.connect(member, { node })));
    const sent = await Promise.allSettled([...clients, ...clients, ...clients].map((client) => say(client)));
    expect(sent.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('never refuses a repeat of a stored message, even when a newer one exists', async () => {
    const [first, second] = [randomUUID(), randomUUID()];
    const client = await harness.connect(member);
    const { message } = await say(client, '하나', first);
    expect((await say(client, '하나', first)).message.seq).toBe(message.seq);
    harness.communities.change(place, ({ channels }) => ({
      channels: channels.map((each) => ({ ...each, slowModeSeconds: 0 })),
    }));
    await tell({ type: 'roles.changed', serverId: place.serverId });
    await say(client, '둘', second);
    harness.communities.change(place, ({ channels }) => ({
      channels: channels.map((each) => ({ ...each, slowModeSeconds: 3_600 })),
    }));
    await tell({ type: 'roles.changed', serverId: place.serverId });
    await expect(say(client, '셋')).rejects.toThrow('SLOW_MODE');
    for (const [nonce, seq] of [
      [first, 1],
      [second, 2],
    ] as const)
      expect((await say(client, '다시', nonce)).message.seq).toBe(seq);
  });

  it('does not count a message that was not written', async () => {
    const client = await harness.connect(member);
    const { append } = harness.messages;
    harness.messages.append = async () => {
      throw new Error('the store is away');
    };
    try {
      await expect(say(client)).rejects.toThrow('UNAVAILABLE');
    } finally {
      harness.messages.append = append;
    }
    await say(client, '이제 돼요');
  });

  it('does not apply to members who manage messages or to edits, and counts per member', async () => {
    const [client, moderator, boss] = [
      await harness.connect(member),
      await harness.connect(helper),
      await harness.connect(owner),
    ];
    for (const each of [moderator, boss]) for (const text of ['하나', '둘']) await say(each, text);
    const { message } = await say(client);
    await rewrite(client, message.seq, '고쳤어요');
  });
});

describe('a content rule', () => {
  const words: ContentTrigger = { kind: 'words', words: ['나쁜말'] };
  const forbid = async (action: ContentAction, trigger: ContentTrigger = words) => {
    harness.communities.forbid(place, { trigger, action });
    await tell({ type: 'content-rules.changed', serverId: place.serverId });
  };
  const history = async (client: Client) =>
    (await client.ask('message:list', { channelId: place.channelId, window: { at: 'latest' } })).messages;

  it('that blocks refuses messages and edits, and names its kind', async () => {
    await forbid('block');
    const client = await harness.connect(member);
    await expect(say(client, '나쁜말이다')).rejects.toMatchObject({
      code: 'MESSAGE_BLOCKED',
      fields: { 'body.text': 'words' },
    });
    const { message } = await say(client, '좋은 말');
    await expect(rewrite(client, message.seq, '나\u200B쁜말')).rejects.toThrow('MESSAGE_BLOCKED');
    expect((await history(client)).map(({ body }) => body.text)).toEqual(['좋은 말']);
    expect(harness.moderation.violations).toEqual([]);
  });

  it('counts mentions', async () => {
    await forbid('block', { kind: 'mentions', max: 2 });
    const client = await harness.connect(member);
    await say(client, '@a @b');
    await expect(say(client, '@a @b @everyone')).rejects.toMatchObject({
      fields: { 'body.text': 'mentions' },
    });
  });

  it('that flags reports the written message once, even when the chat service is down for a while', async () => {
    await forbid('flag');
    const client = await harness.connect(member);
    harness.moderation.isDown = true;
    const nonce = randomUUID();
    const { message } = await say(client, '나쁜말', nonce);
    // A repeat is the same violation, an edit another one.
    await say(client, '나쁜말', nonce);
    await rewrite(client, message.seq, '더 나쁜말');
    expect(harness.moderation.violations).toEqual([]);
    harness.moderation.isDown = false;
    await until(() => harness.moderation.violations.length === 2);
    const told = { userId: member, channelId: place.channelId, seq: message.seq };
    expect(harness.moderation.violations).toMatchObject([
      { ...told, text: '나쁜말' },
      { ...told, text: '더 나쁜말' },
    ]);
  });

  it('that times out reports before it answers, and cannot be dodged while the chat service is down', async () => {
    await forbid('time-out');
    const client = await harness.connect(member);
    const nonce = randomUUID();
    harness.moderation.isDown = true;
    await expect(say(client, '나쁜말', nonce)).rejects.toThrow('UNAVAILABLE');
    harness.moderation.isDown = false;
    await expect(say(client, '나쁜말', nonce)).rejects.toThrow('MESSAGE_BLOCKED');
    expect(harness.moderation.violations).toMatchObject([{ userId: member, seq: null, text: '나쁜말' }]);
    expect(await history(client)).toEqual([]);
    const { message } = await say(client, '좋은 말');
    await expect(rewrite(client, message.seq, '나쁜말')).rejects.toThrow('MESSAGE_BLOCKED');
    expect(harness.moderation.violations).toHaveLength(2);
  });

  it('does not apply to members who manage messages, or to repeats of messages from before it', async () => {
    const nonce = randomUUID();
    const client = await harness.connect(member);
    const { message } = await say(client, '나쁜말', nonce);
    await forbid('block');
    await say(await harness.connect(helper), '나쁜말 하지 마세요');
    expect((await say(client, '나쁜말', nonce)).message.seq).toBe(message.seq);
    await expect(say(client, '나쁜말')).rejects.toThrow('MESSAGE_BLOCKED');
  });

  it('is pushed to moderators only, on every node', async () => {
    const [client, moderator] = [
      await harness.connect(member, { node: 1 }),
      await harness.connect(helper, { node: 1 }),
    ];
    await forbid('block');
    await moderator.pushed('rules:changed', ({ serverId }) => serverId === place.serverId);
    await tell({ type: 'reports.changed', serverId: place.serverId });
    await moderator.pushed('reports:changed');
    await tell({ type: 'roles.changed', serverId: place.serverId });
    await client.pushed('roles:changed');
    expect(client.pushes.map(({ event }) => event)).not.toContain('rules:changed');
    expect(client.pushes.map(({ event }) => event)).not.toContain('reports:changed');
  });
});

describe('a moderator who loses the role', () => {
  it('gets no more pushes about reports', async () => {
    const moderator = await harness.connect(helper, { node: 1 });
    await tell({ type: 'reports.changed', serverId: place.serverId });
    await moderator.pushed('reports:changed');
    harness.communities.add(helper, place, { roleIds: [] });
    const left = {
      serverId: place.serverId,
      userId: helper,
      nickname: null,
      joinedAt: '2026-01-01T00:00:00.000Z',
    };
    await tell({
      type: 'member.updated',
      member: {
        ...left,
        roleIds: [],
        timedOutUntil: null,
        isMuted: false,
        isDeafened: false,
        isTemporary: false,
      },
    });
    await tell({ type: 'reports.changed', serverId: place.serverId });
    await tell({ type: 'roles.changed', serverId: place.serverId });
    await moderator.pushed('roles:changed');
    expect(moderator.pushes.filter(({ event }) => event === 'reports:changed')).toHaveLength(1);
  });
});

describe("the deletion of another member's message", () => {
  const remove = (client: Client, seq: number) =>
    client.ask('message:delete', { channelId: place.channelId, seq });

  it('works while the chat service is down, and is recorded once when it is back', async () => {
    const [author, moderator] = [await harness.connect(member, { node: 1 }), await harness.connect(helper)];
    const { message } = await say(author);
    await author.ask('channel:open', { channelId: place.channelId });
    harness.moderation.isDown = true;
    await remove(moderator, message.seq);
    await remove(moderator, message.seq);
    await author.pushed('message:updated', ({ message: { deletedAt } }) => deletedAt !== null);
    expect(harness.moderation.deletions).toEqual([]);
    harness.moderation.isDown = false;
    await until(() => harness.moderation.deletions.length > 0);
    expect(harness.moderation.deletions).toMatchObject([
      { actorId: helper, authorId: member, channelId: place.channelId, seq: message.seq },
    ]);
  });

  it('is recorded for each message in the order of the deletions, while those of their authors are not', async () => {
    const [author, moderator] = [await harness.connect(member), await harness.connect(helper, { node: 1 })];
    const seqs: number[] = [];
    for (const text of ['하나', '둘', '셋', '넷']) seqs.push((await say(author, text)).message.seq);
    const [own = 0, ...others] = seqs;
    await remove(author, own);
    for (const seq of others.toReversed()) await remove(moderator, seq);
    await until(() => harness.moderation.deletions.length === others.length);
    expect(harness.moderation.deletions.map(({ seq }) => seq)).toEqual(others.toReversed());
    await until(async () => (await harness.scan('outbox')).length === 0);
  });
});
