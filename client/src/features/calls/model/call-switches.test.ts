import { beforeEach, describe, expect, test } from '@jest/globals';
import { ApiError } from '@/shared/api/api-error';
import { bob, FakeCallWorld } from '../../../testing/calls/fake-call-world.js';

let world: FakeCallWorld;
beforeEach(() => {
  world = new FakeCallWorld();
});

describe('the switches of a call', () => {
  test('mute the microphone before the server knows it', async () => {
    const call = await world.join(bob);
    call.setMuted(true);
    expect(world.media.isMuted).toBe(true);
    await world.clock.run(10);
    expect(world.serverMarks).toMatchObject({ isMuted: true });
  });

  test('stop sending sound to everyone while muted', async () => {
    const call = await world.join(bob);
    call.setMuted(true);
    expect(world.pairs.map(({ isMuted }) => isMuted)).toEqual([true]);
    call.setMuted(false);
    expect(world.pairs.map(({ isMuted }) => isMuted)).toEqual([false]);
  });

  test.each([true, false])('restore the mute state %s after deafening', async (isMuted) => {
    const call = await world.join();
    call.setMuted(isMuted);
    call.setDeafened(true);
    expect(call.snapshot().marks).toMatchObject({ isMuted: true, isDeafened: true });
    call.setDeafened(false);
    expect(call.snapshot().marks).toMatchObject({ isMuted, isDeafened: false });
  });

  test.each([true, false])(
    'restore the mute state %s after a reload in the deafened state',
    async (wasMuted) => {
      const call = world.open({ marks: { ...bob.marks, isMuted: true, isDeafened: true }, wasMuted });
      await world.clock.run(10);
      expect(world.serverMarks).toMatchObject({ isMuted: true, isDeafened: true });
      call.setDeafened(false);
      await world.clock.run(10);
      expect(world.serverMarks).toMatchObject({ isMuted: wasMuted, isDeafened: false });
      expect(call.snapshot().wasMuted).toBe(wasMuted);
    },
  );

  test('arrive although a node did not know the session for a moment', async () => {
    const call = await world.join();
    world.failOnce('voice:mark', new ApiError('NOT_FOUND'));
    call.setMuted(true);
    await world.clock.run(2_000);
    expect(world.serverMarks).toMatchObject({ isMuted: true });
    expect(world.count('voice:join')).toBe(1);
  });

  test('arrive in their last state after many changes and a failure', async () => {
    const call = await world.join();
    world.failOnce('voice:mark', new ApiError('UNAVAILABLE'));
    for (let turn = 0; turn < 5; turn += 1) call.setMuted(turn % 2 === 0);
    await world.clock.run(2_000);
    expect(world.serverMarks).toMatchObject({ isMuted: true });
    expect(world.count('voice:mark')).toBeLessThanOrEqual(3);
  });

  test.each(['VIDEO_LIMIT_REACHED', 'FORBIDDEN'] as const)(
    'turn the camera off again after %s',
    async (code) => {
      const call = await world.join();
      world.failOnce('voice:mark', new ApiError(code));
      await call.setCamera(true);
      await world.clock.run(10);
      expect(call.snapshot().marks.hasCamera).toBe(false);
      expect(world.media.snapshot().camera.status).toBe('off');
      expect(world.refusals).toEqual([code]);
    },
  );

  test('stay as they are when people come and the connection is lost', async () => {
    const call = await world.join();
    call.setMuted(true);
    world.others = [bob];
    world.push();
    world.disconnect();
    world.connect();
    await world.clock.run(1_000);
    expect(call.snapshot().marks.isMuted).toBe(true);
    expect(world.serverMarks).toMatchObject({ isMuted: true });
  });
});

describe('a share', () => {
  const sharing = { ...bob, marks: { ...bob.marks, hasScreen: true } };

  test('is received once the viewer opens it, and a later one waits to be opened again', async () => {
    const call = await world.join(sharing);
    expect(world.pairOf(bob)?.wants?.screen).toBe('off');
    call.control(bob.userId, { screen: 'auto' });
    expect(world.pairOf(bob)?.wants?.screen).toBe('auto');
    for (const others of [[bob], [sharing]]) {
      world.others = others;
      world.push();
    }
    expect(world.pairOf(bob)?.wants?.screen).toBe('off');
    expect(call.snapshot().remotes[0]?.controls.screen).toBe('off');
  });
});

describe('own video', () => {
  test('ends, and frees the camera, when the permission for it is taken', async () => {
    const call = await world.join(bob);
    await call.setCamera(true);
    await world.clock.run(10);
    expect(world.pairOf(bob)?.tracks.camera).not.toBeNull();
    world.allowed = { speak: true, video: false, hear: true };
    world.serverMarks = { ...world.serverMarks, hasCamera: false };
    world.push();
    expect(call.snapshot().marks.hasCamera).toBe(false);
    expect(world.media.snapshot().camera.status).toBe('off');
    expect(world.refusals).toEqual(['FORBIDDEN']);
  });

  test('stays when news of others comes before the server knows it', async () => {
    const call = await world.join(bob);
    await call.setCamera(true);
    world.push();
    expect(call.snapshot().marks.hasCamera).toBe(true);
  });
});
