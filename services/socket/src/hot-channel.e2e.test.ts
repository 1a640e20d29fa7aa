import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { errorStatus } from '@maru/contracts/errors';
import type { ChannelId } from '@maru/contracts/primitives';
import { until } from '@maru/service-kit/testing/until';
import { startNodeCluster, type NodeCluster } from './testing/node-cluster.js';
import { Screen } from './testing/screen.js';

const perMember = 16;

let cluster: NodeCluster;
beforeAll(async () => {
  cluster = await startNodeCluster({ nodes: 2 });
}, 60_000);
const screens: Screen[] = [];
afterEach(() => screens.splice(0).forEach((screen) => screen.close()));
afterAll(() => cluster.stop());

interface Fault {
  name: string;
  part: () => NodeCluster['redis'];
  begin: 'SIGKILL' | 'SIGSTOP';
}

const secondNode = () => {
  const node = cluster.nodes[1];
  if (!node) throw new Error('no such node');
  return node.part;
};

const faults: Fault[] = [
  { name: 'redis is killed', part: () => cluster.redis, begin: 'SIGKILL' },
  { name: 'redis hangs', part: () => cluster.redis, begin: 'SIGSTOP' },
  { name: 'the second node is killed', part: secondNode, begin: 'SIGKILL' },
  { name: 'the second node hangs', part: secondNode, begin: 'SIGSTOP' },
];

const end = async ({ part, begin }: Fault): Promise<void> => {
  if (begin === 'SIGSTOP') return part().signal('SIGCONT');
  part().start();
  await part().whenReady();
};

/** One member at one node, who writes as clients do: one message after the other, each until it is acknowledged. */
const join = async (userId: string, node: number, channelId: ChannelId) => {
  const token = cluster.issuer.token({ userId, sessionId: randomUUID() });
  const screen = new Screen(cluster.nodes[node]?.url ?? '', token, channelId);
  screens.push(screen);
  await until(() => screen.socket.connected, 'the member is there');
  await until(
    () =>
      screen.open().then(
        () => true,
        () => false,
      ),
    'the channel is open',
  );
  const refusals: string[] = [];
  let acked = 0;
  const send = async (text: string) => {
    const payload = { channelId, nonce: randomUUID(), body: { text } };
    for (;;) {
      try {
        await screen.ask('message:send', payload);
        return void (acked += 1);
      } catch (error) {
        const { message } = error as Error;
        if (message in errorStatus) refusals.push(message);
        await delay(50);
      }
    }
  };
  const write = async () => {
    for (let index = 0; index < perMember; index += 1) await send(`${userId} ${index}`);
  };
  return { screen, node, refusals, write, acked: () => acked };
};

/** Half of the members at each node; the nodes write about half of the channels each. */
const gather = async (channels: number) => {
  const groups = Array.from({ length: channels }, async () => {
    const [owner = '', ...guests] = Array.from({ length: 4 }, () => randomUUID());
    const { channelId } = cluster.communities.create(owner, ...guests);
    const members = [owner, ...guests].map((userId, index) => join(userId, index % 2, channelId));
    return { channelId, members: await Promise.all(members) };
  });
  return Promise.all(groups);
};

describe('channels that members at both nodes write at once', () => {
  it.each(faults)(
    'refuse no send, and show every message once in one order on both nodes, when $name',
    async (fault) => {
      const groups = await gather(4);
      const members = groups.flatMap((group) => group.members);
      const writing = members.map(({ write }) => write());
      await until(() => members.every(({ acked }) => acked() >= 3), 'writing has begun');
      fault.part().signal(fault.begin);
      await Promise.all(writing.filter((_each, index) => members[index]?.node === 0));
      await end(fault);
      await Promise.all(writing);

      expect(members.flatMap(({ refusals }) => refusals)).toEqual([]);
      for (const { channelId, members: all } of groups) {
        const count = all.length * perMember;
        for (const { screen } of all)
          await until(() => new Set(screen.texts).size === count, 'each message is shown');
        const window = { at: 'latest', limit: 100 } as const;
        const pages = await Promise.all(
          all.slice(0, 2).map(({ screen }) => screen.ask('message:list', { channelId, window })),
        );
        const [first, second] = pages.map(({ messages }) => messages);
        expect(second).toEqual(first);
        expect(first?.map(({ seq }) => seq)).toEqual(Array.from({ length: count }, (_, index) => index + 1));
        expect(new Set(first?.map(({ nonce }) => nonce)).size).toBe(count);
      }
    },
    60_000,
  );
});
