import { setSpeaker, watchSpeaker } from './speaker.js';

/** Three notes upward, in hertz. */
const melody = [523.25, 659.25, 783.99];
const noteSeconds = 0.22;
const volume = 0.15;

const note = (
  context: AudioContext,
  out: AudioNode,
  { frequency, at }: { frequency: number; at: number },
) => {
  const tone = context.createOscillator();
  const gain = context.createGain();
  tone.frequency.value = frequency;
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(volume, at + 0.02);
  gain.gain.exponentialRampToValueAtTime(0.0001, at + noteSeconds * 2);
  tone.connect(gain).connect(out);
  tone.start(at);
  tone.stop(at + noteSeconds * 2);
  return tone;
};

let end: (() => void) | undefined;

/** Plays a short melody on the chosen speakers; a second one replaces the first. */
export const playTestSound = async (): Promise<void> => {
  end?.();
  const context = new AudioContext();
  const out = context.createMediaStreamDestination();
  const audio = new Audio();
  audio.srcObject = out.stream;
  // A context can't choose its speakers everywhere; an element can in more browsers.
  const stop = watchSpeaker((sinkId) => setSpeaker(audio, sinkId));
  const finish = () => {
    stop();
    audio.pause();
    audio.srcObject = null;
    if (context.state !== 'closed') void context.close().catch(() => undefined);
  };
  end = finish;
  melody
    .map((frequency, index) =>
      note(context, out, { frequency, at: context.currentTime + 0.1 + index * noteSeconds }),
    )
    .at(-1)
    ?.addEventListener('ended', finish);
  await audio.play().catch(finish);
};
