import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { messageEvents } from '@maru/contracts/socket/messages';
import { bounds } from './config/bounds.js';
import type { Place } from './testing/communities.js';
import { startHarness, type Harness } from './testing/socket-harness.js';

let harness: Harness;
let [owner, writer] = ['', ''];
let place: Place;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());
beforeEach(() => {
  [owner, writer] = [randomUUID(), randomUUID()];
  place = harness.communities.create(owner, writer);
});

type Client = Awaited<ReturnType<Harness['connect']>>;
const say = async (client: Client, text: string) =>
  (await client.ask('message:send', { ...place, nonce: randomUUID(), body: { text } })).message;
const edit = (client: Client, seq: number, text: string) =>
  client.ask('message:edit', { channelId: place.channelId, seq, body: { text } });
const codes = async (asked: Promise<unknown>[]): Promise<string[]> =>
  (await Promise.allSettled(asked)).map((each) =>
    each.status === 'fulfilled' ? 'done' : (each.reason as Error).message,
  );

describe('connections of one person', () => {
  it('stop at the maximum, however many are tried at once; a closed one makes room', async () => {
    const tries = await Promise.allSettled(Array.from({ length: 60 }, () => harness.connect(writer)));
    const open = tries.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    expect(open).toHaveLength(bounds.socketsPerPerson);
    await expect(harness.connect(writer)).rejects.toThrow('RATE_LIMITED');
    open[0]?.socket.disconnect();
    const deadline = Date.now() + 5_000;
    const retry = (): Promise<Client> =>
      harness.connect(writer).catch((error) => (Date.now() < deadline ? retry() : Promise.reject(error)));
    await retry();
    for (const client of open) client.socket.disconnect();
  });

  it('take no room if they are refused', async () => {
    const token = harness.issuer.token({ userId: writer, sessionId: 'gone' });
    const { fetchMemberships } = harness.communities;
    harness.communities.fetchMemberships = async () => Promise.reject(new Error('down'));
    const tries = Array.from({ length: 40 }, () => harness.connect(writer, { token }).catch(() => undefined));
    await Promise.all(tries).finally(() => (harness.communities.fetchMemberships = fetchMemberships));
    const client = await harness.connect(writer);
    client.socket.disconnect();
  });
});

describe('events', () => {
  it.each([
    ['without an acknowledgement', (client: Client) => client.socket.emit('message:list', {})],
    ['with unknown names', (client: Client) => client.socket.emit('no:such', {}, () => undefined)],
    ['with names of Object', (client: Client) => client.socket.emit('__proto__', {}, () => undefined)],
  ])('%s count so much that a flood of them ends the connection', async (_kind, emit) => {
    const client = await harness.connect(writer);
    const closed = client.closed();
    for (let sent = 0; sent < 500; sent += 1) emit(client);
    await closed;
  });
});

describe('edits', () => {
  it('have a budget of their own', async () => {
    const client = await harness.connect(writer);
    const { seq } = await say(client, '처음');
    const outcomes = await codes(
      Array.from({ length: 40 }, (_, index) => edit(client, seq, `고침 ${index}`)),
    );
    const done = outcomes.filter((code) => code === 'done').length;
    expect(done).toBe(messageEvents['message:edit'].rate[0].points);
    expect(outcomes.filter((code) => code === 'RATE_LIMITED')).toHaveLength(40 - done);
    await say(client, '보내기는 그대로');
  });

  it('can’t stand in for messages in a channel with slow mode; repeating one is no second', async () => {
    harness.communities.change(place, ({ channels }) => ({
      channels: channels.map((channel) => ({ ...channel, slowModeSeconds: 3_600 })),
    }));
    const client = await harness.connect(writer);
    const { seq } = await say(client, '처음');
    await edit(client, seq, '고침');
    await edit(client, seq, '고침');
    await expect(edit(client, seq, '또 고침')).rejects.toMatchObject({ message: 'SLOW_MODE' });
    const host = await harness.connect(owner);
    const mine = await say(host, '관리자');
    for (const text of ['하나', '둘', '셋']) await edit(host, mine.seq, text);
  });
});
