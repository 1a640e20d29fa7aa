import { ulid } from '@maru/contracts/primitives';
import { beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { FakeCallServer, type Fate } from '../../../testing/calls/fake-call-server.js';
import { FakeCallWorld } from '../../../testing/calls/fake-call-world.js';
import type { CallSession } from './call-session.js';
import { createTurns } from './turns.js';

const study = '01JD0000000000000000000001';
const lounge = '01JD0000000000000000000002';
const fast: Fate = { toServer: 5, toClient: 5, isAnswerLost: false };

/** One tab: joins and leaves as its buttons do. */
class Tab {
  world = new FakeCallWorld();
  fates: Fate[] = [];
  server = new FakeCallServer(this.world.clock, () => this.fates.shift() ?? fast);
  call: CallSession | undefined;
  private sessions = 0;
  private sessionId = '';

  get isIn() {
    return this.call !== undefined && this.call.snapshot().status !== 'ended';
  }

  join(channelId: string) {
    if (this.isIn && this.call?.snapshot().channelId === channelId) return;
    if (!this.isIn)
      this.sessionId = ulid.parse(`01JX000000000000000000${String(++this.sessions).padStart(4, '0')}`);
    this.call?.leave();
    this.call = this.world.open({ server: this.server.client, channelId, sessionId: this.sessionId });
  }

  leave() {
    this.call?.leave();
  }

  run = (ms: number) => this.world.clock.run(ms);

  /** The call that the server shows, and the one that the tab shows. */
  get sides() {
    const { place } = this.server;
    const snapshot = this.isIn ? this.call?.snapshot() : undefined;
    return {
      server: place && { channelId: place.channelId, marks: place.marks },
      tab: snapshot && { channelId: snapshot.channelId, marks: snapshot.marks },
      status: snapshot?.status,
    };
  }
}

let tab: Tab;
beforeEach(() => {
  tab = new Tab();
});

const slow = (change: Partial<Fate>): Fate => ({ ...fast, ...change });
const expectIn = (channelId: string) =>
  expect(tab.sides).toMatchObject({ server: { channelId }, tab: { channelId }, status: 'connected' });
const expectOut = () => expect(tab.sides).toEqual({ server: undefined, tab: undefined, status: undefined });

describe('joins and leaves', () => {
  test('that follow each other quickly end with the last one', async () => {
    tab.join(study);
    tab.leave();
    tab.join(study);
    await tab.run(1_000);
    expectIn(study);
    tab.leave();
    tab.join(lounge);
    tab.leave();
    await tab.run(1_000);
    expectOut();
  });

  test('leave no ghost when the answer to the join comes after the leaving', async () => {
    tab.fates = [slow({ toServer: 400, toClient: 400 })];
    tab.join(study);
    await tab.run(100);
    tab.leave();
    await tab.run(1_000);
    expectOut();
    expect(tab.server.sent).toEqual(['voice:join', 'voice:leave']);
  });

  test('leave no ghost when the answer to the join is lost', async () => {
    tab.fates = [slow({ isAnswerLost: true })];
    tab.join(study);
    await tab.run(100);
    tab.leave();
    await tab.run(10_500);
    expectOut();
  });

  test('send no join that was left while it waited for its turn', async () => {
    tab.fates = [slow({ toServer: 1_000 })];
    tab.join(study);
    await tab.run(50);
    tab.join(lounge);
    tab.leave();
    await tab.run(3_000);
    expectOut();
    expect(tab.server.sent).toEqual(['voice:join', 'voice:leave']);
  });

  test('of two channels end in the later one although the earlier join is slow', async () => {
    tab.fates = [slow({ toServer: 500 })];
    tab.join(study);
    await tab.run(50);
    tab.join(lounge);
    await tab.run(2_000);
    expectIn(lounge);
    expect(tab.server.sent).toEqual(['voice:join', 'voice:leave', 'voice:join']);
  });

  test('find no ghost of their own after a leave that did not arrive', async () => {
    tab.join(study);
    await tab.run(100);
    tab.server.setOnline(false);
    tab.leave();
    await tab.run(1_000);
    tab.server.setOnline(true);
    tab.join(study);
    await tab.run(2_000);
    expectIn(study);
  });

  test('give up a leave that cannot arrive once its lease is over', async () => {
    tab.join(study);
    await tab.run(100);
    tab.server.setOnline(false);
    tab.leave();
    await tab.run(14_000);
    expectOut();
    expect(tab.world.clock.timers).toBe(0);
  });

  const fate = fc.record({
    toServer: fc.integer({ min: 0, max: 3_000 }),
    toClient: fc.integer({ min: 0, max: 3_000 }),
    isAnswerLost: fc.boolean(),
  });
  const acts = {
    study: () => tab.join(study),
    lounge: () => tab.join(lounge),
    leave: () => tab.leave(),
    mute: () => tab.call?.setMuted(true),
    unmute: () => tab.call?.setMuted(false),
    deafen: () => tab.call?.setDeafened(true),
    undeafen: () => tab.call?.setDeafened(false),
    cut: () => tab.server.setOnline(false),
    mend: () => tab.server.setOnline(true),
  };
  const names = Object.keys(acts) as (keyof typeof acts)[];
  const step = fc.tuple(fc.constantFrom(...names), fc.integer({ min: 0, max: 4_000 }));

  test('bring server and tab to one state, whatever becomes of their requests', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 12 }),
        fc.array(fate, { maxLength: 20 }),
        async (steps, fates) => {
          tab = new Tab();
          tab.fates = [...fates];
          for (const [name, ms] of steps) {
            acts[name]();
            await tab.run(ms);
          }
          tab.server.setOnline(true);
          tab.fates = [];
          await tab.run(60_000);
          const { server, tab: shown, status } = tab.sides;
          expect(server).toEqual(shown);
          expect(status ?? 'connected').toBe('connected');
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('turns', () => {
  test('start at once while the lane is free, and go on after a failure', async () => {
    const inTurn = createTurns();
    const seen: string[] = [];
    const failing = inTurn(async () => {
      seen.push('first');
      throw new Error('it failed');
    });
    expect(seen).toEqual(['first']);
    const next = inTurn(async () => seen.push('second'));
    await expect(failing).rejects.toThrow('it failed');
    await next;
    expect(seen).toEqual(['first', 'second']);
  });
});
