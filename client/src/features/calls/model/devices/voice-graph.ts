import type { Suppression } from '../voice-settings.js';
import { suppressors, type Suppressor } from './suppressor.js';
import type { VoiceGate, VoiceLevel } from './voice-level.js';

/** Measures and processes one microphone track. Its own track carries the result. */
export interface VoiceGraph {
  track: MediaStreamTrack;
  setGate(gate: VoiceGate): void;
  close(): void;
}

export interface GraphOptions {
  suppression: Suppression;
  gate: VoiceGate;
  onLevel: (level: VoiceLevel) => void;
}

/** Contexts that have loaded the voice processor: a name can be registered only once. */
const prepared = new WeakSet<AudioContext>();

const prepare = async (context: AudioContext): Promise<void> => {
  if (prepared.has(context)) return;
  const { voiceProcessorUrl } = await import('./voice-processor-url.js');
  await context.audioWorklet.addModule(await voiceProcessorUrl());
  prepared.add(context);
};

const createSuppressor = async (context: AudioContext, suppression: Suppression) =>
  suppressors[suppression]?.(context);

/** Connects microphone → suppression → voice processor → track. Rejects where the browser can't. */
export const createVoiceGraph = async (
  context: AudioContext,
  raw: MediaStreamTrack,
  { suppression, gate, onLevel }: GraphOptions,
): Promise<VoiceGraph> => {
  const [suppressor] = await Promise.all([createSuppressor(context, suppression), prepare(context)]);
  const source = context.createMediaStreamSource(new MediaStream([raw]));
  const voice = new AudioWorkletNode(context, 'maru-voice', {
    numberOfInputs: 2,
    outputChannelCount: [1],
    channelCount: 1,
    channelCountMode: 'explicit',
  });
  const out = context.createMediaStreamDestination();
  connect({ source, suppressor, voice, out });
  const over = new AbortController();
  const hear = ({ data }: MessageEvent<VoiceLevel>) => onLevel(data);
  voice.port.addEventListener('message', hear, { signal: over.signal });
  voice.port.start();
  voice.port.postMessage(gate);
  const [track] = out.stream.getAudioTracks();
  if (!track) throw new Error('the browser gave no track');
  return {
    track,
    setGate: (next) => voice.port.postMessage(next),
    close: () => {
      over.abort();
      voice.port.postMessage('close');
      for (const node of [source, suppressor?.node, voice]) node?.disconnect();
      suppressor?.close();
      track.stop();
    },
  };
};

interface Nodes {
  source: AudioNode;
  suppressor: Suppressor | undefined;
  voice: AudioNode;
  out: AudioNode;
}

const connect = ({ source, suppressor, voice, out }: Nodes) => {
  if (suppressor) source.connect(suppressor.node).connect(voice, 0, 0);
  else source.connect(voice, 0, 0);
  source.connect(voice, 0, 1);
  voice.connect(out);
};
