import { channelId } from '@maru/contracts/primitives';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { ApiError } from '@/shared/api/api-error';
import { bob, carol, FakeCallWorld } from '../../../testing/calls/fake-call-world.js';

let world: FakeCallWorld;
beforeEach(() => {
  world = new FakeCallWorld();
});

describe('a call under faults', () => {
  test('keeps its pairs while the socket is away, and resumes the same session', async () => {
    const call = await world.join(bob);
    world.disconnect();
    expect(call.snapshot().status).toBe('reconnecting');
    expect(world.openPairs()).toEqual([bob.sessionId]);
    world.connect();
    await world.clock.run(100);
    expect(call.snapshot().status).toBe('connected');
    expect(world.pairs).toHaveLength(1);
    expect(new Set(world.sessions)).toEqual(new Set([world.me.sessionId]));
  });

  test('reconnects for its person while all others are out of reach, and only then', async () => {
    const call = await world.join(bob, carol);
    world.pairOf(bob)?.setStatus('recovering');
    expect(call.snapshot().status).toBe('connected');
    world.pairOf(carol)?.setStatus('recovering');
    expect(call.snapshot().status).toBe('reconnecting');
    world.pairOf(bob)?.setStatus('connected');
    expect(call.snapshot().status).toBe('connected');
  });

  test('is connected as soon as an unreachable person has left it', async () => {
    const call = await world.join(bob);
    world.pairOf(bob)?.setStatus('recovering');
    expect(call.snapshot().status).toBe('reconnecting');
    world.others = [];
    world.push();
    expect(call.snapshot().status).toBe('connected');
  });

  test('tries for ever while the server is unavailable', async () => {
    world.fails = new ApiError('UNAVAILABLE', { retryAfterMs: 2_000 });
    const call = await world.join();
    await world.clock.run(10 * 60_000);
    expect(call.snapshot().status).toBe('joining');
    expect(world.count('voice:join')).toBeLessThan(120);
    world.fails = undefined;
    await world.clock.run(15_000);
    expect(call.snapshot().status).toBe('connected');
  });

  test('joins again when a renewal finds the session gone', async () => {
    const call = await world.join();
    world.failOnce('voice:renew', new ApiError('NOT_FOUND'));
    await world.clock.run(7_000);
    expect(world.count('voice:join')).toBe(2);
    expect(call.snapshot().status).toBe('connected');
  });

  test('stays out when a moderator’s end comes after the roster that shows it', async () => {
    const call = await world.join(bob);
    world.isOut = true;
    world.failOnce('voice:renew', new ApiError('NOT_FOUND'));
    world.push();
    await world.clock.run(700);
    const { channelId: id, me } = world;
    world.emitPush('voice:ended', { channelId: id, sessionId: me.sessionId, reason: 'disconnected' });
    await world.clock.run(60_000);
    expect(call.snapshot()).toMatchObject({ status: 'ended', endReason: 'disconnected' });
    expect(world.count('voice:join')).toBe(1);
  });

  test('follows a move whose news was lost, instead of undoing it', async () => {
    const call = await world.join(bob);
    const before = world.channelId;
    world.disconnect();
    world.channelId = channelId.parse('01JD0000000000000000000002');
    world.connect();
    await world.clock.run(2_000);
    expect(call.snapshot()).toMatchObject({ status: 'connected', channelId: world.channelId });
    expect(world.joins).toEqual([before, world.channelId]);
  });

  test('tries again when a node doesn’t know a new channel yet', async () => {
    world.failOnce('voice:join', new ApiError('NOT_FOUND'));
    const call = await world.join(bob);
    await world.clock.run(1_000);
    expect(call.snapshot().status).toBe('connected');
  });

  test('ends without access to the channel', async () => {
    world.fails = new ApiError('FORBIDDEN');
    const call = await world.join(bob);
    expect(call.snapshot()).toMatchObject({ status: 'ended', endReason: 'no-access' });
  });

  test('learns of lost pushes by its renewal', async () => {
    await world.join(bob);
    world.others = [bob, carol];
    world.nextRoom(world.others);
    await world.clock.run(6_000);
    expect(world.openPairs()).toEqual([bob.sessionId, carol.sessionId]);
  });

  test('renews credentials at four fifths of their life', async () => {
    world.expiresInMs = 100_000;
    await world.join(bob);
    await world.clock.run(79_000);
    expect(world.count('voice:ice')).toBe(0);
    await world.clock.run(2_000);
    expect(world.count('voice:ice')).toBe(1);
  });
});
