import { useVoiceSettings, type SwitchableSound } from './voice-settings.js';

export type CallSound = SwitchableSound | 'unmute';

/** Frequencies in hertz, one after the other: upward for arriving and opening, downward for leaving and closing. */
const melodies: Record<CallSound, readonly number[]> = {
  join: [523.25, 659.25],
  leave: [659.25, 523.25],
  mute: [440, 369.99],
  unmute: [369.99, 440],
  disconnect: [523.25, 440, 349.23],
};

const noteSeconds = 0.11;
/** At the full volume of the settings; calls go on below it. */
const loudest = 0.16;

let context: AudioContext | undefined;

interface Note {
  frequency: number;
  at: number;
  gain: number;
}

/** One soft, bell-like note. */
const ring = (audio: AudioContext, { frequency, at, gain }: Note): void => {
  const tone = audio.createOscillator();
  const envelope = audio.createGain();
  tone.type = 'sine';
  tone.frequency.value = frequency;
  envelope.gain.setValueAtTime(0, at);
  envelope.gain.linearRampToValueAtTime(gain, at + 0.015);
  envelope.gain.exponentialRampToValueAtTime(0.0001, at + noteSeconds * 2.2);
  tone.connect(envelope).connect(audio.destination);
  tone.start(at);
  tone.stop(at + noteSeconds * 2.3);
};

/** Muting and unmuting share a switch. */
const switchOf = (sound: CallSound): SwitchableSound => (sound === 'unmute' ? 'mute' : sound);

/** Plays a sound unless it is switched off. Stays silent where the browser plays none. */
export const playCallSound = (sound: CallSound): void => {
  const { sounds, soundVolume } = useVoiceSettings.getState();
  const gain = (soundVolume / 100) * loudest;
  if (!sounds[switchOf(sound)] || gain === 0) return;
  context ??= new AudioContext();
  const audio = context;
  if (audio.state === 'suspended') void audio.resume();
  melodies[sound].forEach((frequency, index) =>
    ring(audio, { frequency, gain, at: audio.currentTime + 0.01 + index * noteSeconds }),
  );
};
