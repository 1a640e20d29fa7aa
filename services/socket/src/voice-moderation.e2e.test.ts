import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Overwrite } from '@maru/contracts/permission-rules';
import { setOf, type Permission } from '@maru/contracts/permissions';
import { roleId, type ChannelId } from '@maru/contracts/primitives';
import { newId } from '@maru/service-kit/ids';
import { until } from '@maru/service-kit/testing/until';
import { joinCall, peopleIn, roomHeard, type Client, type Stay } from './testing/call-steps.js';
import type { Place } from './testing/communities.js';
import { startHarness, type Harness } from './testing/socket-harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({
    nodes: 2,
    accessIntervalMs: 60_000,
    voice: { limits: { people: 2, video: 2 } },
  });
});
afterAll(() => harness.stop());

const staff = roleId.parse(newId());
let [owner, mover, guest, other] = ['', '', '', ''];
let place: Place;
let lounge: ChannelId;
beforeEach(() => {
  [owner, mover, guest, other] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  place = harness.communities.create(owner, mover, guest, other);
  // A new ULID, which the branded type can't express.
  lounge = newId() as ChannelId;
  harness.communities.change(place, ({ roles, channels }) => ({
    roles: [...roles, { roleId: staff, position: 1, permissions: setOf('moveMembers') }],
    channels: channels.flatMap((each) =>
      each.type === 'voice' ? [each, { ...each, channelId: lounge, isSynced: false }] : [each],
    ),
  }));
  harness.communities.add(mover, place, { roleIds: [staff] });
});

/** Sets the overwrites of the lounge. No node knows the server's rules yet. */
const inLounge = (...overwrites: Overwrite[]) =>
  harness.communities.change(place, ({ channels }) => ({
    channels: channels.map((each) => (each.channelId === lounge ? { ...each, overwrites } : each)),
  }));
const denied = (targetId: string, ...permissions: Permission[]): Overwrite => ({
  targetType: targetId === staff ? 'role' : 'member',
  targetId,
  allow: 0,
  deny: setOf(...permissions),
});

/** The guest talks on the second node; the others act on the first. */
const aCall = async (): Promise<{ moderator: Client; stay: Stay }> => {
  const [moderator, talker] = [
    await harness.connect(mover, { node: 0 }),
    await harness.connect(guest, { node: 1 }),
  ];
  const stay = await joinCall(talker, place.voiceId);
  await roomHeard(moderator, place.voiceId, (members) => members.length === 1);
  return { moderator, stay };
};

const move = (client: Client, userId = guest, toChannelId = lounge) =>
  client.ask('voice:move', { channelId: place.voiceId, userId, toChannelId });
const disconnect = (client: Client, userId = guest) =>
  client.ask('voice:disconnect', { channelId: place.voiceId, userId });

describe('disconnecting a member of a call', () => {
  it('ends their part on another node; a repeat finds no one', async () => {
    const { moderator, stay } = await aCall();
    await disconnect(moderator);
    const { channelId, sessionId } = stay;
    await expect(stay.client.pushed('voice:ended')).resolves.toEqual({
      channelId,
      sessionId,
      reason: 'disconnected',
    });
    await expect(peopleIn(moderator, place, channelId)).resolves.toEqual([]);
    await expect(disconnect(moderator)).rejects.toThrow('NOT_FOUND');
  });

  it('lets them join again', async () => {
    const { moderator, stay } = await aCall();
    await disconnect(moderator);
    await stay.client.pushed('voice:ended');
    await expect(joinCall(stay.client, place.voiceId)).resolves.toBeDefined();
  });

  it.each(['the talker themselves', 'an ordinary member', 'a stranger'])('is refused to %s', async (who) => {
    const { moderator, stay } = await aCall();
    const stranger = randomUUID();
    const callers: Record<string, string> = { 'the talker themselves': guest, 'an ordinary member': other };
    const caller = await harness.connect(callers[who] ?? stranger);
    await expect(disconnect(caller)).rejects.toThrow(callers[who] ? 'FORBIDDEN' : 'NOT_FOUND');
    await expect(peopleIn(moderator, place, stay.channelId)).resolves.toEqual([guest]);
  });
});

describe('moving a member of a call', () => {
  it('makes them a member of the other call, with their session and marks, on another node', async () => {
    const { moderator, stay } = await aCall();
    await move(moderator);
    const { channelId, sessionId } = stay;
    await expect(stay.client.pushed('voice:moved')).resolves.toEqual({
      channelId,
      sessionId,
      toChannelId: lounge,
    });
    const { room } = await roomHeard(moderator, lounge, (members) => members.length === 1);
    expect(room.members[0]).toMatchObject({ userId: guest, sessionId, marks: { isMuted: true } });
    await expect(peopleIn(moderator, place, channelId)).resolves.toEqual([]);
    await expect(
      stay.client.ask('voice:renew', { channelId: lounge, sessionId, version: room.version }),
    ).resolves.toEqual({ room: null });
  });

  it.each<[string, () => void]>([
    ['the caller may not move members there', () => inLounge(denied(staff, 'moveMembers'))],
    ['the caller may not connect there', () => inLounge(denied(staff, 'connect'))],
    ['the member may not connect there', () => inLounge(denied(guest, 'connect'))],
  ])('is refused when %s, and changes nothing', async (_condition, arrange) => {
    arrange();
    const { moderator, stay } = await aCall();
    await expect(move(moderator)).rejects.toThrow('FORBIDDEN');
    await expect(peopleIn(moderator, place, stay.channelId)).resolves.toEqual([guest]);
  });

  it.each<[string, () => void, () => ChannelId]>([
    ['the caller does not see the channel', () => inLounge(denied(staff, 'viewChannel')), () => lounge],
    [
      'the channel is in another server',
      () => undefined,
      () => harness.communities.create(mover, guest).voiceId,
    ],
    ['the channel does not exist', () => undefined, () => newId() as ChannelId],
  ])('finds nothing when %s', async (_condition, arrange, destination) => {
    arrange();
    const to = destination();
    const { moderator, stay } = await aCall();
    await expect(move(moderator, guest, to)).rejects.toThrow('NOT_FOUND');
    await expect(peopleIn(moderator, place, stay.channelId)).resolves.toEqual([guest]);
  });

  it('is refused into a full call, and changes nothing', async () => {
    const { moderator, stay } = await aCall();
    for (const person of [owner, other]) await joinCall(await harness.connect(person), lounge);
    await expect(move(moderator)).rejects.toThrow('CALL_FULL');
    await expect(peopleIn(moderator, place, stay.channelId)).resolves.toEqual([guest]);
    await expect(peopleIn(moderator, place, lounge)).resolves.toHaveLength(2);
  });

  it('may exceed the user limit of the channel', async () => {
    harness.communities.change(place, ({ channels }) => ({
      channels: channels.map((each) => ({ ...each, userLimit: 1 })),
    }));
    const { moderator } = await aCall();
    await joinCall(await harness.connect(other), lounge);
    await move(moderator);
    await roomHeard(moderator, lounge, (members) => members.length === 2);
  });

  it('is refused into a text channel', async () => {
    const { moderator } = await aCall();
    await expect(move(moderator, guest, place.channelId)).rejects.toThrow('CHANNEL_NOT_VOICE');
  });

  it('finds no member who is not in the call', async () => {
    const { moderator } = await aCall();
    await expect(move(moderator, other)).rejects.toThrow('NOT_FOUND');
  });

  it('is refused to members without the permission', async () => {
    await aCall();
    await expect(move(await harness.connect(other))).rejects.toThrow('FORBIDDEN');
  });

  it('that races with leaving leaves the member in neither call, or in the other one', async () => {
    const { moderator, stay } = await aCall();
    const { client, channelId, sessionId } = stay;
    const [moved] = await Promise.allSettled([
      move(moderator),
      client.ask('voice:leave', { channelId, sessionId }),
    ]);
    await expect(peopleIn(moderator, place, channelId)).resolves.toEqual([]);
    const expected = moved.status === 'fulfilled' ? [[guest], []] : [[]];
    expect(expected).toContainEqual(await peopleIn(moderator, place, lounge));
  });

  it('of two moderators at once ends in one call', async () => {
    const { moderator, stay } = await aCall();
    const boss = await harness.connect(owner, { node: 1 });
    await Promise.allSettled([move(moderator), move(boss), disconnect(boss)]);
    await until(async () => {
      const people = [
        ...(await peopleIn(moderator, place, stay.channelId)),
        ...(await peopleIn(moderator, place, lounge)),
      ];
      return people.length <= 1;
    }, 'at most one place is left');
  });
});
