import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { channelId as channelIdSchema, serverId as serverIdSchema } from '@maru/contracts/primitives';
import { emptyBody, textBody } from '@maru/contracts/socket/message-body';
import type { Message } from '@maru/contracts/socket/messages';
import { AppError } from '@maru/service-kit/app-error';
import { createLogger } from '@maru/service-kit/logger';
import { ClusterCalls } from '../../platform/cluster-calls.js';
import { rooms } from '../../platform/rooms.js';
import { FakeLines } from '../../testing/fake-lines.js';
import { HandedWrites, writeHanded } from './handed-writes.js';
import { LocalWrites } from './local-writes.js';
import { FakeMessageStore } from './message-store.fake.js';

const log = createLogger({ service: 'test', level: 'silent' });
const serverId = serverIdSchema.parse('01JD0000000000000000000001');
const jimin = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
const backoff = () => new Promise((resolve) => setImmediate(resolve));

interface Node {
  writes: HandedWrites;
  local: LocalWrites;
  calls: ClusterCalls;
  created: Message[];
  updated: Message[];
}

const startNode = (nodeId: string, lines: FakeLines, store: FakeMessageStore): Node => {
  const [created, updated]: [Message[], Message[]] = [[], []];
  const publisher = {
    created: (_channel: unknown, messages: Message[]) => void created.push(...messages),
    updated: (_channel: unknown, message: Message) => void updated.push(message),
  };
  const local = new LocalWrites({ store, publisher, backoff });
  const calls = new ClusterCalls({ line: lines.line(nodeId), log, silenceMs: 40, patienceMs: 2_000 });
  calls.answerWith(writeHanded(local));
  return { writes: new HandedWrites({ local, calls, store }), local, calls, created, updated };
};

/** Two nodes, and a channel that the second one writes. */
const startNodes = () => {
  const [lines, store] = [new FakeLines(), new FakeMessageStore()];
  const [a, b] = [startNode('a', lines, store), startNode('b', lines, store)];
  const ids = Array.from({ length: 100 }, (_, index) =>
    channelIdSchema.parse(`01JD00000000000000000001${String(index).padStart(2, '0')}`),
  );
  const channelId = ids.find((id) => a.calls.otherNodeOf(id) === 'b');
  if (!channelId) throw new Error('all channels belong to one node');
  return {
    lines,
    store,
    a,
    b,
    channel: { scope: 'server' as const, serverId, channelId, audience: rooms.server(serverId) },
  };
};

const aDraft = (text = '안녕') => ({ authorId: jimin, nonce: randomUUID(), body: textBody(text) });
const editTo = (text: string) => (current: Message) => ({
  ...current,
  body: textBody(text),
  editedAt: current.createdAt,
  version: current.version + 1,
});

describe('writes of a channel', () => {
  it('are made by one node, whatever node the members are connected to', async () => {
    const { store, a, b, channel } = startNodes();
    const sends = Array.from({ length: 40 }, (_, index) =>
      (index % 2 ? a : b).writes.send(channel, aDraft(`${index}`)),
    );
    const seqs = (await Promise.all(sends)).map(({ seq }) => seq);
    expect(seqs.toSorted((x, y) => x - y)).toEqual(seqs.map((_seq, index) => index + 1));
    expect(b.created).toHaveLength(40);
    expect(a.created).toEqual([]);
    expect(store.messages.size).toBe(40);
  });

  it('keep the kind of a system message', async () => {
    const { a, b, channel } = startNodes();
    const draft = { authorId: jimin, nonce: randomUUID(), body: emptyBody, system: 'member-joined' as const };
    await expect(a.writes.send(channel, draft)).resolves.toMatchObject({
      body: emptyBody,
      system: 'member-joined',
    });
    expect(b.created).toHaveLength(1);
  });

  it.each<[string, (lines: FakeLines) => void]>([
    ['the other node is gone', (lines) => lines.kill('b')],
    ['the line is broken', (lines) => void (lines.isBroken = true)],
    ['calls to the other node get lost', (lines) => void (lines.isLost = (_text, to) => to === 'b')],
  ])('are made by the first node when %s', async (_name, breakLine) => {
    const { lines, a, channel } = startNodes();
    breakLine(lines);
    await expect(a.writes.send(channel, aDraft())).resolves.toMatchObject({ seq: 1 });
    await expect(a.writes.change(channel, { seq: 1 }, editTo('고침'))).resolves.toMatchObject({ changes: 1 });
    expect(a.created).toHaveLength(1);
    expect(a.updated).toHaveLength(1);
  });

  it('are stored once when the other node has made them and its answer is lost', async () => {
    const { lines, store, a, channel } = startNodes();
    lines.isLost = (_text, to) => to === 'a';
    const sends = Array.from({ length: 10 }, (_, index) => a.writes.send(channel, aDraft(`${index}`)));
    const texts = (await Promise.all(sends)).map(({ body }) => body.text);
    expect(texts).toEqual(Array.from({ length: 10 }, (_, index) => `${index}`));
    expect(store.messages.size).toBe(10);
  });

  it('are handed over as their result: a change that the member may not make is refused by the first node', async () => {
    const { lines, a, b, channel } = startNodes();
    await b.writes.send(channel, aDraft());
    const refuse = () => {
      throw new AppError('FORBIDDEN');
    };
    await expect(a.writes.change(channel, { seq: 1 }, refuse)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(a.writes.change(channel, { seq: 2 }, editTo('x'))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(lines.sent).toEqual([]);
    await expect(a.writes.change(channel, { seq: 1 }, editTo('고침'))).resolves.toMatchObject({
      message: { body: textBody('고침'), version: 2 },
      changes: 1,
    });
    expect(b.updated).toHaveLength(1);
  });

  it('change a message once when the answer is lost; a late change does not undo a later one', async () => {
    const { lines, store, a, b, channel } = startNodes();
    await b.writes.send(channel, aDraft());
    lines.isLost = (_text, to) => to === 'a';
    const once = (current: Message) => (current.body.text === '하나' ? current : editTo('하나')(current));
    await expect(a.writes.change(channel, { seq: 1 }, once)).resolves.toMatchObject({ changes: 1 });
    const late = lines.sent[0] ?? '';
    await b.writes.change(channel, { seq: 1 }, editTo('둘'));
    const sent = lines.sent.length;
    await lines.line('a').sendTo('b', late);
    while (lines.sent.length < sent + 2) await backoff();
    expect(lines.sent.at(-1)).toContain('refusal');
    await expect(store.find(channel.channelId, 1)).resolves.toMatchObject({
      body: textBody('둘'),
      version: 3,
    });
  });

  it('are neither lost nor doubled while frames between the nodes get lost', async () => {
    const { lines, store, a, b, channel } = startNodes();
    let frames = 0;
    lines.isLost = () => (frames += 1) % 7 === 0;
    const drafts = Array.from({ length: 60 }, (_, index) => aDraft(`${index}`));
    const acks = await Promise.all(
      drafts.flatMap((draft, index) => [
        (index % 2 ? a : b).writes.send(channel, draft),
        ...(index % 5 === 0 ? [(index % 2 ? b : a).writes.send(channel, draft)] : []),
      ]),
    );
    const stored = await store.range(channel.channelId, 1, 1_000);
    expect(stored.map(({ seq }) => seq)).toEqual(drafts.map((_draft, index) => index + 1));
    expect(new Set(stored.map(({ nonce }) => nonce))).toEqual(new Set(drafts.map(({ nonce }) => nonce)));
    for (const ack of acks) expect(stored[ack.seq - 1]).toEqual(ack);
  });

  it.each([
    ['nothing', undefined],
    ['another kind', { kind: 'purge' }],
    ['a draft that is too long', { body: textBody('x'.repeat(4_001)) }],
    ['a draft without anything visible', { body: textBody(' ') }],
    ['an audience that is no room of a server', { audience: 'user:1' }],
  ])('handed over with %s are refused', async (_name, changes) => {
    const { store, b, channel } = startNodes();
    const { audience = channel.audience, ...draft } = (changes ?? {}) as Record<string, unknown>;
    const write = changes && {
      kind: 'send',
      conversation: { ...channel, audience },
      draft: { ...aDraft(), ...draft },
      ...('kind' in changes ? changes : {}),
    };
    await expect(writeHanded(b.local)(write)).rejects.toThrow();
    expect(store.messages.size).toBe(0);
  });
});
