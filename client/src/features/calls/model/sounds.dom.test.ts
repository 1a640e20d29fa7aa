import { beforeEach, describe, expect, it } from '@jest/globals';
import { playCallSound } from './sounds';
import { changeVoiceSettings } from './voice-settings';

const played: number[] = [];

/** Notes what an oscillator would play. */
class FakeAudioContext {
  state = 'running';
  currentTime = 0;
  destination = {};
  createOscillator() {
    const frequency = { value: 0 };
    return {
      frequency,
      connect: (next: unknown) => next,
      start: () => played.push(Math.round(frequency.value)),
      stop: () => undefined,
    };
  }
  createGain() {
    const ramp = () => undefined;
    const gain = { setValueAtTime: ramp, linearRampToValueAtTime: ramp, exponentialRampToValueAtTime: ramp };
    return { gain, connect: (next: unknown) => next };
  }
}

const allOn = { join: true, leave: true, mute: true, disconnect: true };

beforeEach(() => {
  Object.assign(globalThis, { AudioContext: FakeAudioContext });
  played.length = 0;
  changeVoiceSettings({ sounds: allOn, soundVolume: 50 });
});

describe('sounds of a call', () => {
  it('rise for joining and fall for leaving', () => {
    playCallSound('join');
    playCallSound('leave');
    expect(played).toEqual([523, 659, 659, 523]);
  });

  it('are silent while their switch is off; muting and unmuting share one', () => {
    changeVoiceSettings({ sounds: { ...allOn, mute: false } });
    playCallSound('mute');
    playCallSound('unmute');
    expect(played).toEqual([]);
    playCallSound('join');
    expect(played).toHaveLength(2);
  });

  it('are silent at a volume of zero', () => {
    changeVoiceSettings({ soundVolume: 0 });
    playCallSound('disconnect');
    expect(played).toEqual([]);
  });
});
