import type { VoiceMember } from '@maru/contracts/socket/voice';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { bob, FakeCallWorld } from '../../../testing/calls/fake-call-world.js';

let world: FakeCallWorld;
beforeEach(() => {
  world = new FakeCallWorld();
});

describe('the permissions of a call', () => {
  test('stop own sound without the permission to speak', async () => {
    await world.join(bob);
    expect(world.pairOf(bob)?.tracks.audio).not.toBeNull();
    world.allowed = { speak: false, video: true, hear: true };
    world.push();
    expect(world.pairOf(bob)?.tracks.audio).toBeNull();
  });

  test('send no sound to a person who may not hear', async () => {
    await world.join({ ...bob, allowed: { speak: true, video: true, hear: false } });
    expect(world.pairOf(bob)?.tracks.audio).toBeNull();
  });

  test('ask for no sound and no video of a person who may neither speak nor show', async () => {
    await world.join({ ...bob, allowed: { speak: false, video: false, hear: true } });
    expect(world.pairOf(bob)?.wants).toEqual({ audio: false, camera: 'off', screen: 'off' });
  });
});

describe('the sound of the others', () => {
  const changed = async (change: Partial<VoiceMember>) => {
    const call = await world.join(bob);
    expect(world.hears(bob).audio).toBe(true);
    world.others = [{ ...bob, ...change }];
    world.push();
    return call;
  };

  test.each([
    ['muted', { marks: { ...bob.marks, isMuted: true } }],
    ['deafened', { marks: { ...bob.marks, isDeafened: true } }],
    ['not allowed to speak', { allowed: { ...bob.allowed, speak: false } }],
  ])('is silent and shows no speech while its sender is %s, whatever they send', async (_, change) => {
    const call = await changed(change);
    const pair = world.pairOf(bob);
    if (pair) pair.level = 0.5;
    await world.clock.run(200);
    expect(world.hears(bob).audio).toBe(false);
    expect(call.speakers.snapshot()).toEqual([]);
    world.others = [bob];
    world.push();
    expect(world.hears(bob).audio).toBe(true);
  });

  test('of a share needs the permission to speak, too', async () => {
    const sharing = { ...bob, marks: { ...bob.marks, hasScreen: true } };
    const call = await world.join(sharing);
    call.control(bob.userId, { screen: 'auto' });
    expect(world.hears(bob).screenAudio).toBe(true);
    world.others = [{ ...sharing, allowed: { ...bob.allowed, speak: false } }];
    world.push();
    expect(world.hears(bob).screenAudio).toBe(false);
  });

  test('of an own share stops with the permission to speak; its picture goes on', async () => {
    const call = await world.join(bob);
    await call.setScreen('auto');
    expect(world.pairOf(bob)?.tracks.screenAudio).not.toBeNull();
    world.allowed = { speak: false, video: true, hear: true };
    world.push();
    expect(world.pairOf(bob)?.tracks.screenAudio).toBeNull();
    expect(world.pairOf(bob)?.tracks.screen).not.toBeNull();
  });
});

describe('the choice to hide addresses', () => {
  test.each([
    { isRelayOnly: true, hasRelay: false, lacksRelay: true },
    { isRelayOnly: true, hasRelay: true, lacksRelay: false },
    { isRelayOnly: false, hasRelay: false, lacksRelay: false },
  ])('needs a relay: %j', async ({ isRelayOnly, hasRelay, lacksRelay }) => {
    Object.assign(world, { isRelayOnly, hasRelay });
    const call = await world.join(bob);
    expect(call.snapshot().lacksRelay).toBe(lacksRelay);
    world.isRelayOnly = false;
    call.relayChanged();
    expect(call.snapshot().lacksRelay).toBe(false);
  });

  test('replaces running connections by relayed ones at once', async () => {
    const call = await world.join(bob);
    world.isRelayOnly = true;
    call.relayChanged();
    expect(world.pairOf(bob)?.iceConfig?.iceTransportPolicy).toBe('relay');
    expect(world.pairOf(bob)?.rebuilds).toBe(1);
  });
});
