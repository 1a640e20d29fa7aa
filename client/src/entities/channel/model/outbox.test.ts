/** @jest-environment node */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { channelId as channelIdSchema, type ChannelId } from '@maru/contracts/primitives';
import { textBody } from '@maru/contracts/socket/message-body';
import type { Message } from '@maru/contracts/socket/messages';
import { Outbox, type OutboxEntry, type OutboxStore } from './outbox';

const channel = (n: number) => channelIdSchema.parse(`01JD000000000000000000000${n}`);
const me = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

class Refusal extends Error {
  constructor(
    readonly code: string,
    readonly isTemporary: boolean,
  ) {
    super(code);
  }
}

/** A store that answers later, as IndexedDB does. */
const createStore = () => {
  const entries = new Map<string, OutboxEntry>();
  const store: OutboxStore = {
    list: async () => {
      await turn();
      return [...entries.values()];
    },
    put: async (entry) => {
      // Stores at once and resolves later, as the journal allows.
      entries.set(entry.nonce, entry);
      await turn();
    },
    remove: async (nonce) => {
      await turn();
      entries.delete(nonce);
    },
  };
  return { store, entries };
};

/** A server that stores each nonce once, and fails as told. */
const createServer = (failures: ('none' | 'lost' | 'answer-lost' | 'limited' | 'forbidden')[] = []) => {
  const stored: Message[] = [];
  const inFlight = new Map<string, number>();
  let mostInFlight = 0;
  const send = async (entry: OutboxEntry): Promise<Message> => {
    const flying = (inFlight.get(entry.channelId) ?? 0) + 1;
    inFlight.set(entry.channelId, flying);
    mostInFlight = Math.max(mostInFlight, flying);
    await turn();
    inFlight.set(entry.channelId, (inFlight.get(entry.channelId) ?? 1) - 1);
    const failure = failures.shift() ?? 'none';
    if (failure === 'lost') throw new Refusal('UNREACHABLE', true);
    if (failure === 'limited') throw new Refusal('RATE_LIMITED', true);
    if (failure === 'forbidden') throw new Refusal('FORBIDDEN', false);
    const known = stored.find((message) => message.nonce === entry.nonce);
    const message = known ?? {
      channelId: entry.channelId,
      seq: stored.filter((each) => each.channelId === entry.channelId).length + 1,
      nonce: entry.nonce,
      authorId: entry.userId,
      body: textBody(entry.body.text),
      createdAt: entry.createdAt,
      editedAt: null,
      deletedAt: null,
      version: 1,
    };
    if (!known) stored.push(message);
    if (failure === 'answer-lost') throw new Refusal('UNREACHABLE', true);
    return message;
  };
  const texts = (channelId: ChannelId) =>
    stored.filter((each) => each.channelId === channelId).map(({ body }) => body.text);
  return { send, texts, mostInFlight: () => mostInFlight };
};

interface World {
  server: ReturnType<typeof createServer>;
  store: OutboxStore;
  /** One lock per channel, shared by all tabs. */
  locks: Map<string, Promise<void>>;
  tabs: Outbox[];
}

let nonces = 0;

const openTab = (world: World): Outbox => {
  const outbox: Outbox = new Outbox({
    userId: me,
    store: world.store,
    send: world.server.send,
    onSent: () => undefined,
    retryDelayOf: (error) => (error instanceof Refusal && error.isTemporary ? 0 : undefined),
    codeOf: (error) => (error instanceof Refusal ? error.code : 'INTERNAL'),
    detailOf: () => undefined,
    inOneTab: (channelId, work) => {
      const turnOf = (world.locks.get(channelId) ?? Promise.resolve()).then(work, work);
      world.locks.set(channelId, turnOf);
      return turnOf;
    },
    announce: () => world.tabs.filter((tab) => tab !== outbox).forEach((tab) => void tab.load()),
    wait: turn,
    newNonce: () => `nonce-${(nonces += 1)}`,
  });
  world.tabs.push(outbox);
  return outbox;
};

const createWorld = (...failures: Parameters<typeof createServer>): World => ({
  server: createServer(...failures),
  store: createStore().store,
  locks: new Map(),
  tabs: [],
});

const until = async (isSo: () => boolean) => {
  for (let turns = 0; turns < 5_000; turns += 1) {
    if (isSo()) return;
    await turn();
  }
  throw new Error('it did not happen');
};

const waiting = (outbox: Outbox) => outbox.snapshot().filter((entry) => entry.state === 'waiting').length;

describe('the outbox', () => {
  it('shows a message at once and lets it go when it is stored', async () => {
    const world = createWorld();
    const outbox = openTab(world);
    void outbox.add(channel(1), { text: '안녕' });
    expect(outbox.snapshot()).toMatchObject([{ body: { text: '안녕' }, state: 'waiting' }]);
    await until(() => outbox.snapshot().length === 0);
    expect(world.server.texts(channel(1))).toEqual(['안녕']);
  });

  it('sends in order, one at a time per channel, whatever fails on the way (property)', async () => {
    const failure = fc.constantFrom(
      'none' as const,
      'lost' as const,
      'answer-lost' as const,
      'limited' as const,
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(failure, { maxLength: 15 }),
        fc.array(fc.integer({ min: 1, max: 2 }), { minLength: 1, maxLength: 12 }),
        async (failures, channels) => {
          const world = createWorld([...failures]);
          const outbox = openTab(world);
          const texts = channels.map((n, index) => ({ id: channel(n), text: `${index}` }));
          for (const { id, text } of texts) void outbox.add(id, { text });
          await until(() => outbox.snapshot().length === 0);
          for (const n of [1, 2]) {
            const written = texts.filter(({ id }) => id === channel(n)).map(({ text }) => text);
            expect(world.server.texts(channel(n))).toEqual(written);
          }
          expect(world.server.mostInFlight()).toBe(1);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('keeps refused messages for the author to decide, and sends the rest', async () => {
    const world = createWorld(['forbidden']);
    const outbox = openTab(world);
    await outbox.add(channel(1), { text: '안 돼요' });
    await outbox.add(channel(1), { text: '돼요' });
    await until(() => waiting(outbox) === 0);
    expect(outbox.snapshot()).toMatchObject([
      { body: { text: '안 돼요' }, state: 'failed', errorCode: 'FORBIDDEN' },
    ]);
    const nonce = outbox.snapshot()[0]?.nonce ?? '';
    await outbox.retry(nonce);
    await until(() => outbox.snapshot().length === 0);
    expect(world.server.texts(channel(1))).toEqual(['돼요', '안 돼요']);
  });

  it('drops discarded messages', async () => {
    const world = createWorld(['forbidden']);
    const outbox = openTab(world);
    await outbox.add(channel(1), { text: '지울 글' });
    await until(() => outbox.snapshot()[0]?.state === 'failed');
    await outbox.discard(outbox.snapshot()[0]?.nonce ?? '');
    expect(outbox.snapshot()).toEqual([]);
    await expect(world.store.list()).resolves.toEqual([]);
  });

  it('sends the messages of an earlier visit exactly once, even if the acknowledgement was lost (property)', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(6), fc.nat(20), async (lostAt, turnsBeforeReload) => {
        const world = createWorld([...Array.from({ length: lostAt }, () => 'none' as const), 'answer-lost']);
        const first = openTab(world);
        const texts = ['하나', '둘', '셋', '넷'];
        for (const text of texts) void first.add(channel(1), { text });
        for (let turns = 0; turns < turnsBeforeReload; turns += 1) await turn();
        first.stop();
        world.tabs.length = 0;
        // A page that is gone holds no locks.
        world.locks.clear();
        const second = openTab(world);
        await second.load();
        await until(() => second.snapshot().length === 0);
        expect(world.server.texts(channel(1)).toSorted()).toEqual(texts.toSorted());
      }),
      { numRuns: 60 },
    );
  });

  it('of two tabs sends everything once', async () => {
    const world = createWorld();
    const [a, b] = [openTab(world), openTab(world)];
    for (let index = 0; index < 10; index += 1) {
      void a.add(channel(1), { text: `a${index}` });
      void b.add(channel(1), { text: `b${index}` });
    }
    await until(
      () =>
        a.snapshot().length === 0 &&
        b.snapshot().length === 0 &&
        world.server.texts(channel(1)).length === 20,
    );
    const texts = world.server.texts(channel(1));
    expect(texts.filter((text) => text.startsWith('a'))).toEqual(
      Array.from({ length: 10 }, (_, index) => `a${index}`),
    );
    expect(texts.filter((text) => text.startsWith('b'))).toEqual(
      Array.from({ length: 10 }, (_, index) => `b${index}`),
    );
  });
});
