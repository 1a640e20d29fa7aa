import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setOf } from '@maru/contracts/permissions';
import { channelId as channelIdSchema, roleId, type ChannelId } from '@maru/contracts/primitives';
import { clientEvents, type ClientEventName } from '@maru/contracts/socket/events';
import { newId } from '@maru/service-kit/ids';
import type { Client } from './testing/call-steps.js';
import { startHarness, type Harness } from './testing/socket-harness.js';

let harness: Harness;
beforeAll(async () => {
  // A scene that several events share outlasts a lease.
  harness = await startHarness({ voice: { times: { leaseMs: 600_000 } } });
});
afterAll(() => harness.stop());

type Outcome = 'ok' | 'NOT_FOUND' | 'FORBIDDEN' | 'CHANNEL_NOT_VOICE';

/**
 * Actors in the server of the call, unless said otherwise. `inCall` and the target are in it, `mover` may move members, `unconnected` may not
 * connect.
 */
const actors = [
  'inCall',
  'owner',
  'mover',
  'member',
  'timedOut',
  'unconnected',
  'unseeing',
  'removed',
  'otherOwner',
  'outsider',
] as const;
type Actor = (typeof actors)[number];
type Expected = Record<Actor, Outcome>;

const each = (outcome: Outcome, others: Partial<Expected> = {}): Expected => ({
  // Each actor gets one.
  ...(Object.fromEntries(actors.map((actor) => [actor, outcome])) as Expected),
  unseeing: 'NOT_FOUND',
  removed: 'NOT_FOUND',
  otherOwner: 'NOT_FOUND',
  outsider: 'NOT_FOUND',
  ...others,
});
const unconnected = { unconnected: 'FORBIDDEN', timedOut: 'FORBIDDEN' } as const;
const onlyInCall = each('NOT_FOUND', { ...unconnected, inCall: 'ok' });
const movers = each('FORBIDDEN', { owner: 'ok', mover: 'ok' });

interface Scene {
  channelId: ChannelId;
  otherVoiceId: ChannelId;
  textId: ChannelId;
  serverId: string;
  sessionId: string;
  target: { userId: string; sessionId: string };
}
interface Row {
  event: ClientEventName;
  /** The event changes nothing when it succeeds, either. */
  isRead?: boolean;
  payload: (scene: Scene) => object;
  expected: Expected;
}

const marks = { isMuted: true, isDeafened: false, hasCamera: false, hasScreen: false };
const own = ({ channelId, sessionId }: Scene) => ({ channelId, sessionId });
const signal = { kind: 'rebuild', connection: null, life: newId() };

const rows: Row[] = [
  {
    event: 'voice:join',
    // Session ids belong to their people; the member who is in the call comes with another tab.
    payload: (scene) => ({ ...own(scene), sessionId: newId(), marks, takeOver: true }),
    expected: each('ok', unconnected),
  },
  {
    event: 'voice:join',
    payload: ({ textId, sessionId }) => ({ channelId: textId, sessionId, marks }),
    expected: each('FORBIDDEN', {
      ...Object.fromEntries(
        ['inCall', 'owner', 'mover', 'member'].map((actor) => [actor, 'CHANNEL_NOT_VOICE']),
      ),
      unconnected: 'CHANNEL_NOT_VOICE',
      unseeing: 'CHANNEL_NOT_VOICE',
    }),
  },
  // A repeat of leaving, and leaving a call that one is not in, change nothing.
  {
    event: 'voice:leave',
    payload: own,
    expected: each('ok', { unseeing: 'ok', removed: 'ok', otherOwner: 'ok', outsider: 'ok' }),
  },
  { event: 'voice:mark', payload: (scene) => ({ ...own(scene), marks }), expected: onlyInCall },
  { event: 'voice:renew', payload: (scene) => ({ ...own(scene), version: 0 }), expected: onlyInCall },
  {
    event: 'voice:signal',
    payload: (scene) => ({ ...own(scene), to: scene.target, signal }),
    expected: onlyInCall,
  },
  { event: 'voice:ice', isRead: true, payload: own, expected: onlyInCall },
  {
    event: 'voice:list',
    isRead: true,
    payload: ({ serverId }) => ({ serverId }),
    expected: each('ok', { unseeing: 'ok' }),
  },
  {
    event: 'voice:disconnect',
    payload: ({ channelId, target: { userId } }) => ({ channelId, userId }),
    expected: movers,
  },
  {
    event: 'voice:move',
    payload: ({ channelId, otherVoiceId, target: { userId } }) => ({
      channelId,
      userId,
      toChannelId: otherVoiceId,
    }),
    expected: movers,
  },
];

/** A server with all actors and a call of two. */
const createScene = async () => {
  const ids = actors.map((actor) => [actor, randomUUID() as string] as const);
  // Each actor got one.
  const people = Object.fromEntries(ids) as Record<Actor, string>;
  const { communities } = harness;
  const { owner, otherOwner, outsider: _outsider, ...members } = people;
  const target = { userId: randomUUID() as string, sessionId: newId() };
  const here = communities.create(owner, ...Object.values(members), target.userId);
  communities.create(otherOwner);
  const moving = roleId.parse(newId());
  const otherVoiceId = channelIdSchema.parse(newId());
  const denied = (userId: string, permission: 'viewChannel' | 'connect') => ({
    targetType: 'member' as const,
    targetId: userId,
    allow: 0,
    deny: setOf(permission),
  });
  communities.change(here, ({ roles, channels }) => ({
    roles: [...roles, { roleId: moving, position: 1, permissions: setOf('moveMembers') }],
    channels: channels.flatMap((channel) => {
      if (channel.type !== 'voice') return channel;
      const overwrites = [denied(people.unseeing, 'viewChannel'), denied(people.unconnected, 'connect')];
      const ruled = { ...channel, isSynced: false, overwrites };
      return [ruled, { ...ruled, channelId: otherVoiceId }];
    }),
  }));
  communities.add(people.mover, here, { roleIds: [moving] });
  communities.add(people.timedOut, here, { timedOutUntil: new Date(Date.now() + 600_000).toISOString() });
  const sessionId = newId();
  const { voiceId: channelId } = here;
  for (const each of [target, { userId: people.inCall, sessionId }]) {
    const client = await harness.connect(each.userId);
    await client.ask('voice:join', { channelId, sessionId: each.sessionId, marks });
  }
  const scene: Scene = { ...here, channelId, otherVoiceId, textId: here.channelId, sessionId, target };
  return { here, people, scene };
};

const stored = async (channelId: ChannelId) =>
  (await harness.roster.readRooms([channelId])).map(({ version, members }) => ({
    version,
    members: members.map(({ userId, sessionId, marks: own }) => ({ userId, sessionId, own })),
  }));

type Created = Awaited<ReturnType<typeof createScene>>;

/** Ends the membership of the actor who is connected as a member before. */
const endMembership = async ({ here, people: { removed: userId } }: Created) => {
  harness.communities.remove(userId, here);
  await harness.nodes[0]?.liveChanges.apply([{ type: 'member.left', serverId: here.serverId, userId }]);
};

const createConnectedScene = async () => {
  const created = await createScene();
  const connected = await Promise.all(
    actors.map(async (actor) => [actor, await harness.connect(created.people[actor])] as const),
  );
  await endMembership(created);
  // Each actor got a client.
  const clients = Object.fromEntries(connected) as Record<Actor, Client>;
  return { ...created, clients, before: await stored(created.scene.channelId) };
};

let kept: ReturnType<typeof createConnectedScene> | undefined;
/** The scene for all events that leave no trace. */
const sceneToKeep = () => (kept ??= createConnectedScene());

// The table's payloads fit their events; a generic row can't say so.
const askAs = (client: Client, { event, payload }: Row, scene: Scene) =>
  client.ask(event as 'voice:leave', payload(scene) as never) as Promise<unknown>;

describe('authorization of calls', () => {
  it('is stated for every event', () => {
    const voiceEvents = Object.keys(clientEvents).filter((event) => event.startsWith('voice:'));
    expect([...new Set(rows.map(({ event }) => event))].sort()).toEqual(voiceEvents.sort());
  });

  const cases = rows.flatMap((row) =>
    actors.map((actor) => ({ row, event: row.event, actor, outcome: row.expected[actor] })),
  );
  it.each(cases)('$event by $actor: $outcome', async ({ row, actor, outcome }) => {
    if (outcome === 'ok' && !row.isRead) {
      const created = await createScene();
      const client = await harness.connect(created.people[actor]);
      if (actor === 'removed') await endMembership(created);
      return void (await expect(askAs(client, row, created.scene)).resolves.toBeDefined());
    }
    const { scene, clients, before } = await sceneToKeep();
    const asked = askAs(clients[actor], row, scene);
    if (outcome === 'ok') await expect(asked).resolves.toBeDefined();
    else await expect(asked).rejects.toThrow(outcome);
    await expect(stored(scene.channelId)).resolves.toEqual(before);
  });
});
