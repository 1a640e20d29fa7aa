import { beforeEach, expect, test } from '@jest/globals';
import { VirtualClock } from '../../../testing/calls/virtual-clock.js';
import { CallIce } from './call-ice.js';

const access = (username: string, expiresInMs: number | null = 100_000) => ({
  servers: [{ urls: ['turn:relay'], username }],
  hasRelay: true,
  expiresInMs,
});

let clock: VirtualClock;
let fetched: number;
let isDown: boolean;
let ice: CallIce;
beforeEach(() => {
  clock = new VirtualClock();
  fetched = 0;
  isDown = false;
  ice = new CallIce({
    clock,
    random: () => 0.5,
    isRelayOnly: () => false,
    fetch: async () => {
      fetched += 1;
      if (isDown) throw new Error('no answer');
      return { ice: access(`renewed ${fetched}`) };
    },
    onChange: () => undefined,
  });
});

const username = () => ice.config().iceServers?.[0]?.username;

test('refusals by several pairs at once share one renewal', async () => {
  ice.set(access('first'));
  await clock.run(10_000);
  for (let pair = 0; pair < 5; pair += 1) ice.refused();
  await clock.run(100);
  expect(fetched).toBe(1);
  expect(username()).toBe('renewed 1');
});

test('refusals that never end are answered every five seconds at most', async () => {
  ice.set(access('first'));
  for (let turn = 0; turn < 600; turn += 1) {
    ice.refused();
    await clock.run(100);
  }
  expect(fetched).toBeGreaterThan(5);
  expect(fetched).toBeLessThanOrEqual(13);
});

test('a renewal without an answer is repeated until it succeeds', async () => {
  ice.set(access('first'));
  isDown = true;
  await clock.run(120_000);
  expect(fetched).toBeGreaterThan(2);
  expect(username()).toBe('first');
  isDown = false;
  await clock.run(40_000);
  expect(username()).toMatch(/^renewed/);
});

test('credentials without an end are never renewed', async () => {
  ice.set(access('for ever', null));
  await clock.run(24 * 60 * 60_000);
  expect(fetched).toBe(0);
});
