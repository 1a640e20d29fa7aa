import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { FakeSound } from '@/testing/calls/fake-sound';
import { RemoteAudio } from './remote-audio';

let sound: FakeSound;
let audio: RemoteAudio;
let changes: number;

beforeEach(() => {
  jest.useFakeTimers();
  sound = new FakeSound();
  changes = 0;
  audio = new RemoteAudio(() => {
    changes += 1;
  });
});
afterEach(() => {
  audio.close();
  jest.useRealTimers();
});

const play = (key: string, change: { volume?: number; isMuted?: boolean; track?: MediaStreamTrack } = {}) => {
  const track = change.track ?? sound.track();
  audio.set(key, { volume: 100, isMuted: false, ...change, track });
  return track;
};
const settle = () => jest.advanceTimersByTimeAsync(0);

describe('the sound of the others', () => {
  it('plays each stream by an element of its own at its own volume', async () => {
    play('bob', { volume: 40 });
    play('carol', { volume: 100 });
    await settle();
    expect(sound.playing().map(({ volume, muted }) => ({ volume, muted }))).toEqual([
      { volume: 0.4, muted: false },
      { volume: 1, muted: false },
    ]);
    expect(sound.contexts).toEqual([]);
  });

  it('goes on in the same element when only the volume changes', () => {
    const track = play('bob');
    play('bob', { track, volume: 30 });
    expect(sound.elements).toHaveLength(1);
    expect(sound.elements[0]?.plays).toBe(1);
  });

  it('plays the new track of a connection that was built anew', () => {
    play('bob');
    const track = play('bob');
    expect(sound.elements).toHaveLength(1);
    expect(sound.elements[0]?.tracks()).toEqual([track]);
    expect(sound.elements[0]?.plays).toBe(2);
  });

  it.each([
    ['is muted', { isMuted: true }],
    ['has a volume of zero', { volume: 0 }],
  ])('is silent while a stream %s', (_how, change) => {
    const track = play('bob');
    play('bob', { track, ...change });
    expect(sound.elements[0]?.muted).toBe(true);
    play('bob', { track });
    expect(sound.elements[0]?.muted).toBe(false);
  });

  it('stops the element of a stream that is gone', () => {
    play('bob');
    audio.set('bob', { track: undefined, volume: 100, isMuted: false });
    expect(sound.playing()).toEqual([]);
    expect(sound.elements[0]?.srcObject).toBeNull();
  });

  it('starts again an element that the system has paused, but not one whose track has ended', () => {
    const track = play('bob');
    sound.elements[0]?.interrupt();
    expect(sound.playing()).toHaveLength(1);
    Object.assign(track, { readyState: 'ended' });
    sound.elements[0]?.interrupt();
    expect(sound.playing()).toEqual([]);
  });
});

describe('a volume above 100 %', () => {
  it('is amplified behind a limiter, while the muted element keeps the stream running', async () => {
    play('bob', { volume: 150 });
    await settle();
    const [context] = sound.contexts;
    expect(context?.gains).toEqual([1.5]);
    expect(context?.limiters).toBe(1);
    const [element, mix] = sound.elements;
    expect(element).toMatchObject({ muted: true, paused: false });
    expect(mix).toMatchObject({ muted: false, paused: false });
  });

  it('shares one context between all voices, which closes with the last of them', () => {
    const bob = play('bob', { volume: 150 });
    play('carol', { volume: 200 });
    expect(sound.contexts).toHaveLength(1);
    play('bob', { track: bob, volume: 100 });
    expect(sound.contexts[0]?.state).not.toBe('closed');
    audio.remove('carol');
    expect(sound.contexts[0]?.state).toBe('closed');
    expect(sound.elements[0]?.muted).toBe(false);
  });

  it('amplifies at every volume where an element keeps its own', () => {
    sound.hasFixedVolume = true;
    const track = play('bob', { volume: 40 });
    expect(sound.contexts[0]?.gains).toEqual([0.4]);
    expect(sound.elements[0]?.muted).toBe(true);
    play('bob', { track, volume: 100 });
    expect(sound.contexts[0]?.state).toBe('closed');
    expect(sound.elements[0]?.muted).toBe(false);
  });
});

describe('the speakers', () => {
  it('are followed by running and by later voices, amplified or not', () => {
    play('bob');
    play('carol', { volume: 150 });
    audio.setOutput('headset');
    play('dave');
    play('erin', { volume: 150 });
    expect(sound.elements.map(({ sinkId }) => sinkId)).toEqual(sound.elements.map(() => 'headset'));
  });

  it('are chosen for the amplifier that starts after the choice', () => {
    audio.setOutput('headset');
    play('bob', { volume: 150 });
    expect(sound.elements.map(({ sinkId }) => sinkId)).toEqual(['headset', 'headset']);
  });
});

describe('a browser that plays nothing before a click', () => {
  beforeEach(() => {
    sound.isRefusing = true;
  });

  it('is told once, and plays after the click', async () => {
    play('bob');
    play('carol');
    await settle();
    expect(audio.isBlocked()).toBe(true);
    expect(changes).toBe(1);
    sound.isRefusing = false;
    audio.resume();
    await settle();
    expect(audio.isBlocked()).toBe(false);
    expect(changes).toBe(2);
  });

  it('is told although only an amplified voice is silent', async () => {
    sound.isRefusing = false;
    sound.isContextRefusing = true;
    play('bob', { volume: 150 });
    await settle();
    expect(audio.isBlocked()).toBe(false);
    await jest.advanceTimersByTimeAsync(1_500);
    expect(audio.isBlocked()).toBe(true);
    sound.isContextRefusing = false;
    audio.resume();
    await settle();
    expect(audio.isBlocked()).toBe(false);
  });

  it('blocks nothing once the person is gone whose voice it refused', async () => {
    play('bob');
    await settle();
    audio.remove('bob');
    expect(audio.isBlocked()).toBe(false);
  });

  it('says nothing more after the end', async () => {
    play('bob');
    audio.close();
    await jest.advanceTimersByTimeAsync(5_000);
    expect(changes).toBe(0);
    expect(audio.isBlocked()).toBe(false);
  });
});

describe('a hundred calls', () => {
  it('leave no playing element, no open context and no timer', () => {
    for (let call = 0; call < 100; call += 1) {
      const each = new RemoteAudio(() => undefined);
      each.set('bob', { track: sound.track(), volume: 150, isMuted: false });
      each.set('carol', { track: sound.track(), volume: 50, isMuted: false });
      each.close();
    }
    expect(sound.playing()).toEqual([]);
    expect(sound.elements.filter(({ srcObject }) => srcObject !== null)).toEqual([]);
    expect(sound.contexts.filter(({ state }) => state !== 'closed')).toEqual([]);
    expect(jest.getTimerCount()).toBe(0);
  });
});
