import { channelId, userId } from '@maru/contracts/primitives';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { ApiError } from '@/shared/api/api-error';
import { aVoiceMember } from '../../../testing/calls/fake-call.js';
import { bob, carol, FakeCallWorld, freshSessionId, signal } from '../../../testing/calls/fake-call-world.js';

const elsewhere = channelId.parse('01JD0000000000000000000002');

let world: FakeCallWorld;
beforeEach(() => {
  world = new FakeCallWorld();
});

describe('a session id that another member has copied', () => {
  const eve = aVoiceMember({
    userId: userId.parse('44444444-4444-4444-8444-444444444444'),
    sessionId: bob.sessionId,
  });

  test('replaces no member, and leaves no connection behind', async () => {
    const call = await world.join(bob);
    const pair = world.pairOf(bob);
    world.others = [bob, eve];
    world.push();
    expect(world.pairOf(bob)).toBe(pair);
    expect(call.snapshot().remotes.map(({ member }) => member.userId)).toEqual([bob.userId, eve.userId]);
    world.others = [bob];
    world.push();
    expect(world.openPairs()).toEqual([bob.sessionId]);
    expect(world.pairOf(bob)).toBe(pair);
    expect([...world.played.keys()].every((key) => key.startsWith(bob.userId))).toBe(true);
  });

  test('gives its owner none of the other’s signals', async () => {
    await world.join(bob);
    world.signalled(eve, signal);
    expect(world.pairOf(bob)?.received).toEqual([]);
    world.others = [bob, eve];
    world.push();
    expect(world.pairOf(bob)?.received).toEqual([]);
    expect(world.pairOf(eve)?.received).toEqual([signal]);
  });

  test('leads its owner into no other call', async () => {
    const call = await world.join(bob);
    const copy = { ...eve, sessionId: world.me.sessionId, joinedAt: '2026-01-02T00:00:00.000Z' };
    world.otherRooms = [{ ...world.room([copy]), channelId: elsewhere, members: [copy] }];
    world.disconnect();
    world.connect();
    await world.clock.run(1_000);
    expect(call.snapshot()).toMatchObject({ status: 'connected', channelId: world.channelId });
    expect(new Set(world.joins)).toEqual(new Set([world.channelId]));
  });

  test('a roster that names a member twice makes one connection', async () => {
    await world.join(bob, { ...bob });
    expect(world.openPairs()).toEqual([bob.sessionId]);
  });

  test('that was first in the call lets its owner in with a new id', async () => {
    world.failOnce('voice:join', new ApiError('CONFLICT'));
    world.me.sessionId = freshSessionId;
    world.others = [bob];
    const call = world.open({ sessionId: bob.sessionId });
    await world.clock.run(10);
    expect(call.snapshot()).toMatchObject({ status: 'connected', sessionId: freshSessionId });
    expect(new Set(world.sessions)).toEqual(new Set([freshSessionId]));
    expect(world.openPairs()).toEqual([bob.sessionId]);
    expect(world.pairOf(bob)?.me).toEqual(world.me);
  });

  test('that was first in the call after an outage makes every connection anew', async () => {
    const before = { ...world.me };
    const call = await world.join(carol);
    const pair = world.pairOf(carol);
    world.disconnect();
    world.failOnce('voice:join', new ApiError('CONFLICT'));
    world.me.sessionId = freshSessionId;
    world.others = [carol, { ...eve, sessionId: before.sessionId }];
    world.connect();
    await world.clock.run(10);
    expect(call.snapshot()).toMatchObject({ status: 'connected', sessionId: freshSessionId });
    expect(pair?.isClosed).toBe(true);
    expect(world.openPairs()).toEqual([carol.sessionId, before.sessionId]);
  });

  test('and whose new id is taken, too, keeps its owner out', async () => {
    world.fails = new ApiError('CONFLICT');
    const call = await world.join(bob);
    await world.clock.run(60_000);
    expect(call.snapshot()).toMatchObject({ status: 'ended', endReason: 'failed' });
    expect(world.count('voice:join')).toBe(2);
  });

  test('ends its owner’s stay no more once it has another id', async () => {
    const { sessionId } = world.me;
    world.failOnce('voice:join', new ApiError('CONFLICT'));
    world.me.sessionId = freshSessionId;
    const call = world.open({ sessionId });
    await world.clock.run(10);
    world.emitPush('voice:ended', { channelId: world.channelId, sessionId, reason: 'disconnected' });
    expect(call.snapshot().status).toBe('connected');
    const reason = 'disconnected';
    world.emitPush('voice:ended', { channelId: world.channelId, sessionId: freshSessionId, reason });
    expect(call.snapshot().status).toBe('ended');
  });
});
