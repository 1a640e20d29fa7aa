import { ulid } from '@maru/contracts/primitives';
import type { VoiceRoom } from '@maru/contracts/socket/voice';
import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { bob, carol, FakeCallWorld, signal } from '../../../testing/calls/fake-call-world.js';

let world: FakeCallWorld;
beforeEach(() => {
  world = new FakeCallWorld();
});

describe('a call with a roster', () => {
  test('joins, and has one pair for each other member', async () => {
    const call = await world.join(bob, carol);
    expect(call.snapshot()).toMatchObject({ status: 'connected', startedAt: '2026-01-01T00:00:00.000Z' });
    expect(world.openPairs()).toEqual([bob.sessionId, carol.sessionId]);
  });

  test('drops the pair of a person whom a newer roster leaves out, at once', async () => {
    await world.join(bob, carol);
    world.others = [carol];
    world.push();
    expect(world.openPairs()).toEqual([carol.sessionId]);
  });

  test('replaces the pair of a person who came back with another session', async () => {
    await world.join(bob);
    const back = { ...bob, sessionId: ulid.parse('01JX0000000000000000000009') };
    world.others = [back];
    world.push();
    expect(world.openPairs()).toEqual([back.sessionId]);
  });

  test('ends with exactly the pairs of the newest roster, however pushes are reordered', async () => {
    const rosters = fc.array(fc.subarray([bob, carol]), { minLength: 1, maxLength: 6 });
    const order = fc.array(fc.nat(), { minLength: 6, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(rosters, order, async (steps, keys) => {
        world = new FakeCallWorld();
        await world.join();
        const rooms: VoiceRoom[] = steps.map((others) => world.nextRoom(others));
        const shuffled = rooms
          .map((room, index) => ({ room, key: keys[index] ?? 0 }))
          .sort((one, other) => one.key - other.key);
        for (const { room } of shuffled) world.pushRoom(room);
        expect(world.openPairs().sort()).toEqual(
          steps
            .at(-1)
            ?.map(({ sessionId }) => sessionId)
            .sort(),
        );
      }),
      { numRuns: 50 },
    );
  });

  test('meets people whose push came before the answer to joining', async () => {
    const call = world.open();
    world.pushRoom({ ...world.room([bob]), version: 2 });
    await world.clock.run(10);
    expect(call.snapshot().status).toBe('connected');
    expect(world.openPairs()).toEqual([bob.sessionId]);
  });

  test('gives early signals to the pair once the roster shows their sender', async () => {
    await world.join();
    world.signalled(bob, signal);
    world.others = [bob];
    world.push();
    expect(world.pairOf(bob)?.received).toEqual([signal]);
  });
});

describe('the picture of a call', () => {
  test('stays the same while people speak, and while nothing changes', async () => {
    const call = await world.join(bob, carol);
    const before = call.snapshot();
    const changes = jest.fn();
    call.subscribe(changes);
    const pair = world.pairOf(bob);
    if (pair) pair.level = 0.5;
    await world.clock.run(150);
    expect(call.speakers.snapshot()).toEqual([bob.userId]);
    world.push();
    expect(call.snapshot()).toBe(before);
    expect(changes).not.toHaveBeenCalled();
  });
});
