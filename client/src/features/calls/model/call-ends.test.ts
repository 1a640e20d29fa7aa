import { channelId } from '@maru/contracts/primitives';
import { voiceEndReason } from '@maru/contracts/socket/voice';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { ApiError } from '@/shared/api/api-error';
import { bob, carol, FakeCallWorld } from '../../../testing/calls/fake-call-world.js';

let world: FakeCallWorld;
beforeEach(() => {
  world = new FakeCallWorld();
});

describe('ways out of a call', () => {
  test('leaving closes pairs, devices and playback, and tells the server', async () => {
    const call = await world.join(bob);
    call.leave();
    await world.clock.run(10);
    expect(call.snapshot()).toMatchObject({ status: 'ended', endReason: undefined });
    expect(world.openPairs()).toEqual([]);
    expect(world.media.isClosed).toBe(true);
    expect(world.count('voice:leave')).toBe(1);
    expect(world.clock.timers).toBe(0);
  });

  test('a leave that frees the devices keeps them free', async () => {
    const call = await world.join(bob);
    call.leave();
    await call.setCamera(true);
    await call.setScreen('auto');
    await call.retryMicrophone();
    expect(world.media.opened).toEqual(['microphone']);
  });

  test.each(voiceEndReason.options)('the server ends it: %s', async (reason) => {
    const call = await world.join(bob);
    world.emitPush('voice:ended', { channelId: world.channelId, sessionId: world.me.sessionId, reason });
    expect(call.snapshot()).toMatchObject({ status: 'ended', endReason: reason });
    expect(world.openPairs()).toEqual([]);
  });

  test('a move leads into the other channel with the same switches', async () => {
    const call = await world.join(bob);
    call.setMuted(true);
    const toChannelId = channelId.parse('01JD0000000000000000000002');
    world.others = [carol];
    world.emitPush('voice:moved', { channelId: world.channelId, sessionId: world.me.sessionId, toChannelId });
    world.channelId = toChannelId;
    await world.clock.run(100);
    expect(call.snapshot()).toMatchObject({ status: 'connected', channelId: toChannelId });
    expect(call.snapshot().marks.isMuted).toBe(true);
    expect(world.openPairs()).toEqual([carol.sessionId]);
  });

  test('a move counts more than a refusal by the call of before', async () => {
    const call = await world.join(bob);
    const toChannelId = channelId.parse('01JD0000000000000000000002');
    world.failOnce('voice:join', new ApiError('FORBIDDEN'));
    world.connect();
    await world.clock.run(1);
    expect(world.count('voice:join')).toBe(2);
    world.emitPush('voice:moved', { channelId: world.channelId, sessionId: world.me.sessionId, toChannelId });
    world.channelId = toChannelId;
    await world.clock.run(100);
    expect(call.snapshot()).toMatchObject({ status: 'connected', channelId: toChannelId });
  });

  test('a full call is joined as soon as a place is free', async () => {
    world.failOnce('voice:join', new ApiError('CALL_FULL'));
    const call = await world.join(bob);
    expect(call.snapshot().status).toBe('waiting');
    expect(world.media.opened).toEqual([]);
    world.push();
    await world.clock.run(600);
    expect(call.snapshot().status).toBe('connected');
  });

  test.each([
    ['CALL_FULL', 'waiting'],
    ['FORBIDDEN', 'ended'],
  ] as const)('no device stays open when joining again fails with %s', async (code, status) => {
    const call = await world.join(bob);
    await call.setCamera(true);
    world.disconnect();
    world.failOnce('voice:join', new ApiError(code));
    world.connect();
    await world.clock.run(10);
    expect(call.snapshot().status).toBe(status);
    const { microphone, camera } = world.media.snapshot();
    expect(world.media.isClosed || microphone.status === 'off').toBe(true);
    expect(world.media.isClosed || camera.status === 'off').toBe(true);
  });

  test('the camera of a call that turns out to be elsewhere is freed', async () => {
    world.failOnce('voice:join', new ApiError('CALL_ELSEWHERE'));
    const call = world.open();
    await call.setCamera(true);
    await world.clock.run(10);
    expect(call.snapshot().status).toBe('elsewhere');
    expect(world.media.snapshot()).toMatchObject({
      camera: { status: 'off' },
      microphone: { status: 'off' },
    });
  });

  test('a call in another tab is taken over on demand only', async () => {
    world.failOnce('voice:join', new ApiError('CALL_ELSEWHERE'));
    const call = await world.join();
    await world.clock.run(60_000);
    expect(call.snapshot().status).toBe('elsewhere');
    call.takeOver();
    await world.clock.run(10);
    expect(call.snapshot().status).toBe('connected');
    expect(world.lastJoin?.takeOver).toBe(true);
  });
});
