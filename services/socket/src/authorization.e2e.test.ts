import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setOf } from '@maru/contracts/permissions';
import { roleId, type ChannelId } from '@maru/contracts/primitives';
import { clientEvents, type ClientEventName } from '@maru/contracts/socket/events';
import { newId } from '@maru/service-kit/ids';
import { startHarness, type Harness } from './testing/socket-harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

type Outcome = 'ok' | 'NOT_FOUND' | 'FORBIDDEN' | 'left out';

/**
 * Actors in the author's server, unless said otherwise. The moderator may manage messages; `unseeing` may not view the channel. `removed`
 * stands for members who left and for banned ones; its socket was open before. The handshake's test covers missing and expired tokens.
 */
const actors = [
  'author',
  'owner',
  'moderator',
  'member',
  'timedOut',
  'unseeing',
  'removed',
  'otherOwner',
  'outsider',
] as const;
type Actor = (typeof actors)[number];
type Expected = Record<Actor, Outcome>;
interface Row {
  payload: (channelId: ChannelId, seq: number) => object;
  expected: Expected;
}

const all = (outcome: Outcome) => ({
  author: outcome,
  owner: outcome,
  moderator: outcome,
  member: outcome,
  timedOut: outcome,
});
const hidden = (outcome: Outcome) => ({
  unseeing: outcome,
  removed: outcome,
  otherOwner: outcome,
  outsider: outcome,
});
const viewers: Expected = { ...all('ok'), ...hidden('NOT_FOUND') };
/** Harmless for any caller, and discloses nothing. */
const anybody: Expected = { ...all('ok'), ...hidden('ok') };
const theAuthor: Expected = { ...all('FORBIDDEN'), ...hidden('NOT_FOUND'), author: 'ok' };

/** Events with matrices of their own. */
type Elsewhere = 'auth:refresh' | `voice:${string}` | `note:${string}` | `task:${string}`;
const isElsewhere = (event: string) => /^(auth|voice|note|task):/.test(event);

/** The outcome per actor of every event; a test below checks that none is missing. */
const authorization: Record<Exclude<ClientEventName, Elsewhere>, Row> = {
  'channel:open': { payload: (channelId) => ({ channelId }), expected: viewers },
  'channel:close': { payload: (channelId) => ({ channelId }), expected: anybody },
  'channel:states': {
    payload: (channelId) => ({ channelIds: [channelId] }),
    expected: { ...all('ok'), ...hidden('left out') },
  },
  'read:update': { payload: (channelId, seq) => ({ channelId, seq }), expected: viewers },
  'members:watch': { payload: (channelId) => ({ channelId }), expected: viewers },
  'members:unwatch': { payload: (channelId) => ({ channelId }), expected: anybody },
  'members:window': { payload: (channelId) => ({ channelId, from: 0, count: 10 }), expected: viewers },
  'message:list': {
    payload: (channelId) => ({ channelId, window: { at: 'latest' } }),
    expected: viewers,
  },
  'message:send': {
    payload: (channelId) => ({ channelId, nonce: randomUUID(), body: { text: 'x' } }),
    expected: { ...viewers, timedOut: 'FORBIDDEN' },
  },
  'message:edit': {
    payload: (channelId, seq) => ({ channelId, seq, body: { text: 'y' } }),
    expected: theAuthor,
  },
  'reaction:set': {
    payload: (channelId, seq) => ({ channelId, seq, emoji: '👍', isSet: true }),
    expected: { ...viewers, timedOut: 'FORBIDDEN' },
  },
  'annotation:list': {
    payload: (channelId, seq) => ({ channelId, from: seq, to: seq }),
    expected: viewers,
  },
  'annotation:since': { payload: (channelId) => ({ channelId, after: 0 }), expected: viewers },
  'message:delete': {
    payload: (channelId, seq) => ({ channelId, seq }),
    expected: { ...theAuthor, owner: 'ok', moderator: 'ok' },
  },
};

/** A server with all actors, and a message by the author. */
const createScene = async () => {
  const ids = actors.map((actor) => [actor, randomUUID() as string] as const);
  // Each actor got one.
  const people = Object.fromEntries(ids) as Record<Actor, string>;
  const { communities } = harness;
  const { author, owner, moderator, member, timedOut, unseeing, removed } = people;
  const here = communities.create(owner, author, moderator, member, timedOut, unseeing, removed);
  communities.create(people.otherOwner);
  const moderators = roleId.parse(newId());
  communities.change(here, ({ roles, channels }) => ({
    roles: [...roles, { roleId: moderators, position: 1, permissions: setOf('manageMessages') }],
    channels: channels.map((channel) => ({
      ...channel,
      isSynced: false,
      overwrites: [{ targetType: 'member', targetId: unseeing, allow: 0, deny: setOf('viewChannel') }],
    })),
  }));
  communities.add(moderator, here, { roleIds: [moderators] });
  communities.add(timedOut, here, { timedOutUntil: new Date(Date.now() + 600_000).toISOString() });
  const payload = { channelId: here.channelId, nonce: randomUUID(), body: { text: '원래 글' } };
  const { message } = await (await harness.connect(author)).ask('message:send', payload);
  return { here, people, message };
};

describe('authorization', () => {
  it('is stated for every event', () => {
    const others = Object.keys(clientEvents).filter((event) => !isElsewhere(event));
    expect(Object.keys(authorization).sort()).toEqual(others.sort());
  });

  const cases = Object.entries(authorization).flatMap(([event, { payload, expected }]) =>
    actors.map((actor) => ({ event, actor, outcome: expected[actor], payload })),
  );
  it.each(cases)('$event by $actor: $outcome', async ({ event, actor, outcome, payload }) => {
    const { here, people, message } = await createScene();
    const client = await harness.connect(people[actor]);
    if (actor === 'removed') {
      const userId = people.removed;
      harness.communities.remove(userId, here);
      await harness.nodes[0]?.liveChanges.apply([{ type: 'member.left', serverId: here.serverId, userId }]);
    }
    // The table's payloads fit their events; a generic row can't say so.
    const ask = client.ask(
      event as 'message:list',
      payload(here.channelId, message.seq) as never,
    ) as Promise<unknown>;
    if (outcome === 'ok') await expect(ask).resolves.toBeDefined();
    else if (outcome === 'left out') await expect(ask).resolves.toEqual({ states: [] });
    else await expect(ask).rejects.toThrow(outcome);
    // A refused event must leave no trace.
    if (outcome !== 'ok')
      await expect(harness.messages.range(here.channelId, 1, 10)).resolves.toEqual([message]);
  });
});
