import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { OutboxEvent } from '@maru/contracts/internal/events';
import type { Plan } from '@maru/contracts/membership';
import { until } from '@maru/service-kit/testing/until';
import type { Place } from './testing/communities.js';
import { callWithNotes, newNote, write } from './testing/note-steps.js';
import { startHarness, type Harness } from './testing/socket-harness.js';

type Client = Awaited<ReturnType<Harness['connect']>>;

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({ nodes: 2 });
});
afterAll(() => harness.stop());

let [member, other] = ['', ''];
let place: Place;
beforeEach(() => {
  [member, other] = [randomUUID(), randomUUID()];
  place = harness.communities.create(member, other);
});

const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();
const told = (plan: Plan, ends: string | null = inAnHour()): OutboxEvent => ({
  type: 'membership.changed',
  userId: member,
  membership: { plan, until: ends },
});
/** Delivers events to the first node. */
const tell = (...events: OutboxEvent[]) => harness.nodes[0]?.liveChanges.apply(events);
const say = async (client: Client, length: number, nonce: string = randomUUID()) =>
  (
    await client.ask('message:send', {
      channelId: place.channelId,
      nonce,
      body: { text: '가'.repeat(length) },
    })
  ).message;
const rewrite = (client: Client, seq: number, length: number) =>
  client.ask('message:edit', { channelId: place.channelId, seq, body: { text: '나'.repeat(length) } });
const tooLong = (max: number) => ({ code: 'MESSAGE_TOO_LONG', fields: { 'body.text': `${max}` } });
/** Connects a person to each node. */
const connectTwice = (userId: string) =>
  Promise.all([harness.connect(userId), harness.connect(userId, { node: 1 })]);

describe('a membership', () => {
  it('reaches every socket of its person on every node, and no one else', async () => {
    const mine = await connectTwice(member);
    const theirs = await connectTwice(other);
    const change = told('basic');
    await tell(change);
    for (const client of mine)
      await expect(client.pushed('membership:changed')).resolves.toEqual({
        membership: change.type === 'membership.changed' && change.membership,
      });
    await tell(told('premium'));
    for (const client of mine)
      await client.pushed('membership:changed', ({ membership }) => membership.plan === 'premium');
    expect(JSON.stringify(theirs.map(({ pushes }) => pushes))).not.toContain('membership:changed');
  });

  it('allows longer messages on every node, to its person only', async () => {
    const [here, there] = await connectTwice(member);
    const friend = await harness.connect(other);
    for (const client of [here, there])
      await expect(say(client, 1_001)).rejects.toMatchObject(tooLong(1_000));
    await say(here, 1_000);
    await tell(told('basic'));
    for (const client of [here, there]) {
      await say(client, 2_000);
      await expect(say(client, 2_001)).rejects.toMatchObject(tooLong(2_000));
    }
    await tell(told('premium'));
    for (const client of [here, there]) {
      await expect(say(client, 4_000)).resolves.toMatchObject({ body: { text: '가'.repeat(4_000) } });
      await expect(say(client, 4_001)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
    }
    await expect(say(friend, 1_001)).rejects.toMatchObject(tooLong(1_000));
  });

  it('ends by itself when the user service tells nothing more, and when it is told', async () => {
    const client = await harness.connect(member);
    await tell(told('premium', new Date(Date.now() - 1).toISOString()));
    await expect(say(client, 1_001)).rejects.toMatchObject(tooLong(1_000));
    await tell(told('premium'));
    await say(client, 1_001);
    await tell(told('free', null));
    await expect(say(client, 1_001)).rejects.toMatchObject(tooLong(1_000));
  });

  it('is the same after its news has come twice', async () => {
    const client = await harness.connect(member);
    const changes = [told('basic'), told('premium')];
    const ids = changes.map(() => randomUUID());
    for (const node of harness.nodes) await node.changes.intake.take(changes, ids);
    await say(client, 4_000);
    await until(() => client.pushes.filter(({ event }) => event === 'membership:changed').length === 2);
  });

  it('is removed with its account', async () => {
    await tell(told('basic'));
    await tell({ type: 'account.deleted', userId: member });
    const stored = await harness.scan('memberships');
    expect(stored.filter(({ userId }) => userId === member)).toEqual([]);
  });
});

describe('a message from before', () => {
  it('may be edited after the membership has ended, but may not grow', async () => {
    const [here, there] = await connectTwice(member);
    await tell(told('basic'));
    const { seq } = await say(here, 1_500);
    await tell(told('free', null));
    for (const client of [here, there]) {
      await expect(rewrite(client, seq, 1_501)).rejects.toMatchObject(tooLong(1_000));
      await expect(rewrite(client, seq, 1_500)).resolves.toMatchObject({ message: { seq } });
    }
    await rewrite(there, seq, 1_100);
    await expect(rewrite(there, seq, 1_101)).rejects.toMatchObject(tooLong(1_000));
  });
});

describe('a use of a perk', () => {
  it('reaches the user service once, however many long messages follow', async () => {
    const clients = await connectTwice(member);
    await tell(told('basic'));
    await Promise.all(clients.flatMap((client) => [say(client, 1_001), say(client, 2_000)]));
    await until(() => harness.perkUses.of(member).length > 0, 'the use is told');
    await Promise.all(clients.map((client) => say(client, 1_500)));
    const { seq } = await say(clients[0], 10);
    await rewrite(clients[0], seq, 1_500);
    await until(async () => (await harness.scan('outbox')).length === 0, 'everything is delivered');
    expect(harness.perkUses.of(member)).toHaveLength(1);
  });

  it('is neither a short message nor one that is refused', async () => {
    const client = await harness.connect(member);
    await tell(told('basic'));
    await say(client, 1_000);
    await expect(say(client, 2_001)).rejects.toMatchObject(tooLong(2_000));
    await until(async () => (await harness.scan('outbox')).length === 0, 'everything is delivered');
    expect(harness.perkUses.of(member)).toEqual([]);
  });

  it('is a long line of a meeting note, too', async () => {
    const {
      place: voice,
      owner,
      clients: [host, guest],
    } = await callWithNotes(harness);
    const note = newNote(voice);
    await host.ask('note:start', note);
    await tell({
      type: 'membership.changed',
      userId: owner,
      membership: { plan: 'basic', until: inAnHour() },
    });
    const line = '가'.repeat(1_200);
    await expect(write(guest, note, line)).rejects.toMatchObject(tooLong(1_000));
    await write(host, note, line);
    await until(() => harness.perkUses.of(owner).length === 1, 'the use is told');
  });
});
