import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { channelId as channelIdSchema } from '@maru/contracts/primitives';
import { textBody } from '@maru/contracts/socket/message-body';
import type { Message } from '@maru/contracts/socket/messages';
import { bounds } from '../../config/bounds.js';
import { ChannelWriter, type MessageDraft } from './channel-writer.js';
import { FakeMessageStore, type Fault } from './message-store.fake.js';

const channelId = channelIdSchema.parse('01JD0000000000000000000000');
const jimin = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
/** The item at `index`, which the test knows to be there. */
const at = <T>(list: readonly T[], index: number): T => {
  const item = list[index];
  if (item === undefined) throw new Error(`nothing at ${index}`);
  return item;
};

const turn = () => new Promise((resolve) => setImmediate(resolve));

interface NodeOptions {
  store: FakeMessageStore;
  clockSkewMs?: number;
  whileOpen?: { maxMessages: number };
}

/** A node's writer of the channel, and everything that it announced. */
const createNode = ({ store, clockSkewMs = 0, whileOpen }: NodeOptions) => {
  const created: Message[] = [];
  const changed: { message: Message; changes: number }[] = [];
  const writer = new ChannelWriter(channelId, {
    store,
    onCreated: (messages) => void created.push(...messages),
    onChanged: (message, { changes }) => void changed.push({ message, changes }),
    now: () => new Date(Date.now() + clockSkewMs),
    backoff: turn,
    whileOpen,
  });
  return { writer, created, changed };
};

const draft = (nonce: string, text = nonce): MessageDraft => ({
  authorId: jimin,
  nonce,
  body: textBody(text),
});
const stored = (store: FakeMessageStore) => store.range(channelId, 1, Number.MAX_SAFE_INTEGER);

/** Sends as a client does: again with the same nonce until it is acknowledged, on whichever node. */
const sendUntilAcked = async (writers: ChannelWriter[], each: MessageDraft): Promise<Message> => {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await at(writers, attempt % writers.length).send(each);
    } catch (error) {
      if (attempt > 50) throw error;
    }
  }
};

describe('ChannelWriter', () => {
  it('numbers messages 1, 2, 3 …', async () => {
    const { writer } = createNode({ store: new FakeMessageStore() });
    const seqs = await Promise.all(
      ['a', 'b', 'c'].map(async (nonce) => (await writer.send(draft(nonce))).seq),
    );
    expect(seqs).toEqual([1, 2, 3]);
  });

  it('refuses further messages while the queue is full, and writes every queued one', async () => {
    const store = new FakeMessageStore();
    const { writer } = createNode({ store });
    const sends = Array.from({ length: bounds.queuedWrites + 101 }, (_, index) =>
      writer.send(draft(`n${index}`)).then(
        () => 'written',
        (error: Error) => error.message,
      ),
    );
    const outcomes = await Promise.all(sends);
    const written = outcomes.filter((outcome) => outcome === 'written').length;
    expect(written).toBeGreaterThanOrEqual(bounds.queuedWrites);
    expect(outcomes.filter((outcome) => outcome === 'UNAVAILABLE')).toHaveLength(sends.length - written);
    expect(written).toBeLessThan(sends.length);
    expect(await stored(store)).toHaveLength(written);
  });

  it('writes messages that arrive during a write together, in one transaction', async () => {
    const store = new FakeMessageStore();
    const { writer, created } = createNode({ store });
    const first = writer.send(draft('first'));
    await turn();
    const rest = Array.from({ length: 30 }, (_, index) => writer.send(draft(`n${index}`)));
    await Promise.all([first, ...rest]);
    expect(store.appends).toBe(2);
    expect(created.map((message) => message.seq)).toEqual(
      Array.from({ length: 31 }, (_, index) => index + 1),
    );
  });

  it('resolves two sends of one nonce with the same message', async () => {
    const store = new FakeMessageStore();
    const { writer } = createNode({ store });
    const [a, b] = await Promise.all([writer.send(draft('same')), writer.send(draft('same'))]);
    expect(a).toEqual(b);
    await expect(writer.send(draft('same'))).resolves.toEqual(a);
    await expect(stored(store)).resolves.toHaveLength(1);
  });

  it('announces a message again when its nonce is repeated: the first node may have died before it could', async () => {
    const store = new FakeMessageStore();
    await createNode({ store }).writer.send(draft('a'));
    const other = createNode({ store });
    await other.writer.send(draft('a'));
    expect(other.created.map((message) => message.nonce)).toEqual(['a']);
  });

  it('never acknowledges an unwritten message, and succeeds once the store is back', async () => {
    let isBroken = true;
    const store = new FakeMessageStore(() => (isBroken ? 'fails' : 'none'));
    const { writer } = createNode({ store });
    await expect(writer.send(draft('a'))).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    isBroken = false;
    await expect(writer.send(draft('a'))).resolves.toMatchObject({ seq: 1 });
  });

  it('keeps trying while another node moves the head', async () => {
    const store = new FakeMessageStore();
    const append = store.append.bind(store);
    let losses = 30;
    store.append = (...args) => {
      losses -= 1;
      return losses >= 0 ? Promise.resolve({ status: 'head-moved' }) : append(...args);
    };
    const { writer } = createNode({ store });
    await expect(writer.send(draft('a'))).resolves.toMatchObject({ seq: 1 });
  });

  it('gives up when another node never stops moving the head', async () => {
    const store = new FakeMessageStore();
    store.append = () => Promise.resolve({ status: 'head-moved' });
    const { writer } = createNode({ store });
    await expect(writer.send(draft('a'))).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });

  it('writes each nonce once and in one order, whatever fails on any number of nodes (property)', async () => {
    const scenario = fc.record({
      faults: fc.array(fc.constantFrom<Fault>('none', 'none', 'fails', 'answer-lost'), { maxLength: 60 }),
      nodes: fc.integer({ min: 1, max: 3 }),
      skews: fc.array(fc.integer({ min: -60_000, max: 60_000 }), { minLength: 3, maxLength: 3 }),
      sends: fc.array(
        fc.record({ nonce: fc.integer({ min: 0, max: 14 }), copies: fc.integer({ min: 1, max: 3 }) }),
        {
          minLength: 1,
          maxLength: 20,
        },
      ),
    });
    await fc.assert(
      fc.asyncProperty(scenario, async ({ faults, nodes, skews, sends }) => {
        const queue = [...faults];
        const store = new FakeMessageStore(() => queue.shift() ?? 'none');
        const all = Array.from({ length: nodes }, (_, index) =>
          createNode({ store, clockSkewMs: skews[index] }),
        );
        const writers = all.map(({ writer }) => writer);
        const acked = await Promise.all(
          sends.flatMap(({ nonce, copies }, index) =>
            Array.from({ length: copies }, (_, copy) => {
              const from = (index + copy) % writers.length;
              return sendUntilAcked(
                [...writers.slice(from), ...writers.slice(0, from)],
                draft(`nonce-${nonce}`),
              );
            }),
          ),
        );

        const messages = await stored(store);
        expect(messages.map((message) => message.seq)).toEqual(messages.map((_message, index) => index + 1));
        expect(new Set(messages.map((message) => message.nonce)).size).toBe(messages.length);
        expect(new Set(messages.map((message) => message.nonce))).toEqual(
          new Set(sends.map(({ nonce }) => `nonce-${nonce}`)),
        );
        for (const message of acked) expect(messages[message.seq - 1]).toEqual(message);
        const times = messages.map((message) => message.createdAt);
        expect(times).toEqual(times.toSorted());
        const announced = new Set(all.flatMap(({ created }) => created.map((message) => message.nonce)));
        for (const message of acked) expect(announced).toContain(message.nonce);
      }),
      { numRuns: 150 },
    );
  });

  it('fills a conversation up to its last place, and refuses the rest', async () => {
    const store = new FakeMessageStore();
    store.open.add(channelId);
    const { writer } = createNode({ store, whileOpen: { maxMessages: 3 } });
    const sent = Array.from({ length: 5 }, (_, index) => writer.send(draft(`nonce-${index}`)));
    const settled = await Promise.allSettled(sent);
    expect(settled.map(({ status }) => status)).toEqual([
      ...Array.from({ length: 3 }, () => 'fulfilled'),
      ...Array.from({ length: 2 }, () => 'rejected'),
    ]);
    expect(settled[4]).toMatchObject({ reason: { code: 'NOTE_FULL' } });
    await expect(writer.send(draft('nonce-0'))).resolves.toMatchObject({ seq: 1 });
  });

  it('in a conversation that closes, writes a message exactly if it acknowledges it, whatever fails on either node (property)', async () => {
    const fault = fc.constantFrom<Fault>('none', 'none', 'none', 'fails', 'answer-lost');
    const run = fc.record({
      // A writer gives up after six failures, and then the outcome is unknown.
      faults: fc.array(fault, { maxLength: 5 }),
      count: fc.integer({ min: 1, max: 12 }),
      turnsUntilClosed: fc.integer({ min: 0, max: 30 }),
      maxMessages: fc.integer({ min: 1, max: 12 }),
    });
    await fc.assert(
      fc.asyncProperty(run, async ({ faults, count, turnsUntilClosed, maxMessages }) => {
        const queue = [...faults];
        const store = new FakeMessageStore(() => queue.shift() ?? 'none');
        store.open.add(channelId);
        const nodes = [0, 1].map(() => createNode({ store, whileOpen: { maxMessages } }));
        const sent = Array.from({ length: count }, (_, index) =>
          at(nodes, index % 2).writer.send(draft(`nonce-${index}`)),
        );
        const settled = Promise.allSettled(sent);
        for (let n = 0; n < turnsUntilClosed; n += 1) await turn();
        store.open.delete(channelId);
        const acked = (await settled).flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
        const refusals = (await settled).flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
        const messages = await stored(store);
        expect(messages).toEqual(acked.toSorted((one, other) => one.seq - other.seq));
        expect(messages.length).toBeLessThanOrEqual(maxMessages);
        for (const { code } of refusals as { code: string }[])
          expect(['NOTE_ENDED', 'NOTE_FULL']).toContain(code);
        for (const message of messages)
          await expect(at(nodes, 0).writer.send(draft(message.nonce))).resolves.toEqual(message);
        await expect(at(nodes, 1).writer.send(draft('late'))).rejects.toMatchObject({ code: 'NOTE_ENDED' });
      }),
      { numRuns: 200 },
    );
  });

  it('counts every change once and raises versions one by one, whatever fails (property)', async () => {
    const scenario = fc.record({
      faults: fc.array(fc.constantFrom<Fault>('none', 'none', 'fails', 'answer-lost'), { maxLength: 30 }),
      edits: fc.array(
        fc.record({ seq: fc.integer({ min: 1, max: 3 }), node: fc.integer({ min: 0, max: 1 }) }),
        { maxLength: 12 },
      ),
    });
    await fc.assert(
      fc.asyncProperty(scenario, async ({ faults, edits }) => {
        const queue: Fault[] = [];
        const store = new FakeMessageStore(() => queue.shift() ?? 'none');
        const nodes = [createNode({ store }), createNode({ store })];
        for (const nonce of ['a', 'b', 'c']) await at(nodes, 0).writer.send(draft(nonce));
        queue.push(...faults);
        await Promise.allSettled(
          edits.map(({ seq, node }, index) =>
            at(nodes, node).writer.change(seq, (current) =>
              current.body.text.includes(`|${index}`)
                ? current
                : {
                    ...current,
                    body: textBody(`${current.body.text}|${index}`),
                    version: current.version + 1,
                  },
            ),
          ),
        );
        const messages = await stored(store);
        const { changes } = await store.readHead(channelId);
        expect(changes).toBe(messages.reduce((sum, message) => sum + message.version - 1, 0));
        for (const message of messages) expect(message.body.text.split('|')).toHaveLength(message.version);
      }),
      { numRuns: 100 },
    );
  });

  it('keeps the newest message that is not a tombstone, whatever is deleted on either node (property)', async () => {
    const step = fc.record({
      kind: fc.constantFrom('send', 'delete'),
      seq: fc.integer({ min: 1, max: 6 }),
      node: fc.integer({ min: 0, max: 1 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
        const store = new FakeMessageStore();
        const nodes = [createNode({ store }), createNode({ store })];
        await Promise.allSettled(
          steps.map(({ kind, seq, node }, index) =>
            kind === 'send'
              ? at(nodes, node).writer.send(draft(`nonce-${index}`))
              : at(nodes, node).writer.change(seq, (current) =>
                  current.deletedAt
                    ? current
                    : { ...current, deletedAt: current.createdAt, version: current.version + 1 },
                ),
          ),
        );
        const newest = (await stored(store)).findLast((message) => !message.deletedAt);
        expect((await store.readHead(channelId)).newestSeq).toBe(newest?.seq ?? 0);
      }),
      { numRuns: 100 },
    );
  });
});
