import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { limits } from '@maru/contracts/limits';
import { setOf } from '@maru/contracts/permissions';
import type { VoiceRoom } from '@maru/contracts/socket/voice';
import { newId } from '@maru/service-kit/ids';
import { until } from '@maru/service-kit/testing/until';
import { quiet } from './testing/call-steps.js';
import type { Place } from './testing/communities.js';
import { startNodeCluster, type NodeCluster } from './testing/node-cluster.js';
import { Screen } from './testing/screen.js';

let cluster: NodeCluster;
const screens: Screen[] = [];
const renewals: NodeJS.Timeout[] = [];
beforeAll(async () => {
  cluster = await startNodeCluster({ nodes: 2 });
}, 60_000);
afterAll(async () => {
  renewals.forEach(clearInterval);
  screens.forEach((screen) => screen.close());
  await cluster.stop();
});

/** Joins the call of the server's voice channel on that node, resumes the stay on each connection, and renews its lease. */
const joinOn = async (node: number, userId: string, { voiceId, channelId }: Place) => {
  const screen = new Screen(cluster.nodes[node]?.url ?? '', cluster.issuer.token({ userId }), channelId);
  screens.push(screen);
  await until(() => screen.socket.connected, 'the socket is connected');
  const ends: { reason: string }[] = [];
  screen.socket.on('voice:ended', (ended: { reason: string }) => ends.push(ended));
  const own = { channelId: voiceId, sessionId: newId() };
  const join = () => screen.ask('voice:join', { ...own, marks: quiet });
  await join();
  screen.socket.on('connect', () => void join().catch(() => undefined));
  const renew = () => screen.ask('voice:renew', { ...own, version: 0 }).catch(() => undefined);
  const renewal = setInterval(() => void renew(), limits.voice.renewMs);
  renewals.push(renewal);
  const vanish = () => {
    clearInterval(renewal);
    screen.close();
  };
  return { screen, ends, vanish };
};

/** Keeps within the rate of `voice:list`. */
const betweenListsMs = 550;

const callIn = async ({ screen }: Awaited<ReturnType<typeof joinOn>>, { serverId }: Place) => {
  await delay(betweenListsMs);
  const { rooms } = await screen.ask('voice:list', { serverId });
  return rooms[0];
};
const peopleIn = (room: VoiceRoom | undefined) => room?.members.map(({ userId }) => userId as string) ?? [];

/** A call with the owner of a server on the first node, and a guest on the second. */
const callOfTwo = async () => {
  const [owner, guest] = [randomUUID(), randomUUID()];
  const place = cluster.communities.create(owner, guest);
  const host = await joinOn(0, owner, place);
  const member = await joinOn(1, guest, place);
  await until(async () => peopleIn(await callIn(host, place)).length === 2, 'both are in the call');
  return { owner, guest, place, host, member };
};

it('a member whose page died with its node is out of the call within 15 s', async () => {
  const { owner, place, host, member } = await callOfTwo();
  cluster.nodes[1]?.part.signal('SIGKILL');
  member.vanish();
  await until(
    async () => peopleIn(await callIn(host, place)).join() === owner,
    'the other node knows it',
    15_000,
  );
  cluster.nodes[1]?.part.start();
  await cluster.nodes[1]?.part.whenReady();
}, 60_000);

it('all members keep their places while all nodes are away for longer than a lease', async () => {
  const { place, host, member } = await callOfTwo();
  const before = await callIn(host, place);
  const heard: VoiceRoom[] = [];
  for (const { screen } of [host, member])
    screen.socket.on('voice:changed', ({ room }: { room: VoiceRoom }) => heard.push(room));

  for (const { part } of cluster.nodes) part.signal('SIGKILL');
  // Their leases run out in the meantime.
  await delay(limits.voice.leaseMs + 1_000);
  for (const { part } of cluster.nodes) part.start();
  await Promise.all([host, member].map(({ screen }) => until(() => screen.socket.connected, 'it is back')));
  await delay(limits.voice.leaseMs + 1_000);
  const after = await callIn(host, place);
  expect(after?.startedAt).toBe(before?.startedAt);
  expect(peopleIn(after)).toEqual(peopleIn(before));
  expect(heard.map((room) => peopleIn(room).length).filter((count) => count < 2)).toEqual([]);
  expect([...host.ends, ...member.ends]).toEqual([]);
}, 90_000);

it('a member who is kicked while Redis is away leaves the call, also in the eyes of another node', async () => {
  const { owner, guest, place, host, member } = await callOfTwo();

  cluster.redis.signal('SIGKILL');
  cluster.communities.remove(guest, place);
  cluster.tell([{ type: 'member.left', serverId: place.serverId, userId: guest }]);
  await until(() => member.ends.length > 0, 'the member is told');
  expect(member.ends).toMatchObject([{ reason: 'not-a-member' }]);
  await until(async () => peopleIn(await callIn(host, place)).join() === owner, 'the other node knows it');
  cluster.redis.start();
}, 60_000);

it('a member who is muted while their node hangs is muted once it goes on', async () => {
  const [owner, guest] = [randomUUID(), randomUUID()];
  const place = cluster.communities.create(owner, guest);
  const host = await joinOn(0, owner, place);
  await joinOn(1, guest, place);
  const speakers = async () => {
    const { members = [] } = (await callIn(host, place)) ?? {};
    return members.filter(({ allowed }) => allowed.speak).map(({ userId }) => userId as string);
  };
  await until(async () => (await speakers()).length === 2, 'both may speak');
  let isApplied = false;
  host.screen.socket.once('roles:changed', () => (isApplied = true));
  cluster.nodes[1]?.part.signal('SIGSTOP');
  cluster.communities.change(place, ({ roles }) => ({
    roles: roles.map((role) => ({ ...role, permissions: role.permissions & ~setOf('speak') })),
  }));
  cluster.tell([{ type: 'roles.changed', serverId: place.serverId }]);
  await until(() => isApplied, 'the first node knows it');
  cluster.nodes[1]?.part.signal('SIGCONT');
  await until(async () => (await speakers()).join() === owner, 'the member may not speak');
}, 60_000);
