import { closedGate, nextGate } from './gate.js';
import type { VoiceGate, VoiceLevel } from './voice-level.js';

// The scope of an audio worklet, which no library of TypeScript declares.
declare const sampleRate: number;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;

/** Samples per measurement, about ten milliseconds. */
const pieceLength = 512;
/** Measurements per report. */
const piecesPerReport = 3;
/** The gate hears this much ahead of the listeners, so that it is open before the first syllable. */
const lookAheadSeconds = 0.06;
const fadeSeconds = 0.012;

const decibels = (power: number) => (power > 0 ? 10 * Math.log10(power) : -100);

/** Measures the voice and shuts it off in pauses. Inputs: the suppressed voice, the microphone itself. */
class VoiceProcessor extends AudioWorkletProcessor {
  private gate: VoiceGate = { isGated: false, sensitivity: 'auto' };
  private isOver = false;
  private state = closedGate;
  private gain = 1;
  private power = 0;
  private reportPower = 0;
  private rawPower = 0;
  private peak = 0;
  private samples = 0;
  private pieces = 0;
  private readonly delayed = new Float32Array(Math.ceil(lookAheadSeconds * sampleRate));
  private place = 0;

  constructor() {
    super();
    this.port.addEventListener('message', ({ data }: MessageEvent<VoiceGate | 'close'>) => {
      if (data === 'close') this.isOver = true;
      else this.gate = data;
    });
    this.port.start();
  }

  process(inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    const [voice, raw] = [inputs[0]?.[0], inputs[1]?.[0]];
    const out = outputs[0]?.[0];
    if (out) {
      for (let i = 0; i < out.length; i++) out[i] = this.sent(voice?.[i] ?? 0);
      this.measure(voice, raw, out.length);
    }
    return !this.isOver;
  }

  /** Returns the sample to send for one that arrives. */
  private sent(sample: number): number {
    const { isGated } = this.gate;
    const target = isGated && !this.state.isOpen ? 0 : 1;
    const step = 1 / (fadeSeconds * sampleRate);
    this.gain += Math.max(-step, Math.min(step, target - this.gain));
    const early = this.delayed[this.place] ?? 0;
    this.delayed[this.place] = sample;
    this.place = (this.place + 1) % this.delayed.length;
    return (isGated ? early : sample) * this.gain;
  }

  private measure(voice: Float32Array | undefined, raw: Float32Array | undefined, length: number): void {
    for (let i = 0; i < length; i++) {
      const sample = voice?.[i] ?? 0;
      this.power += sample * sample;
      this.rawPower += (raw?.[i] ?? 0) ** 2;
      this.peak = Math.max(this.peak, Math.abs(sample));
    }
    this.samples += length;
    if (this.samples >= pieceLength) this.endPiece();
  }

  private endPiece(): void {
    const ms = (this.samples / sampleRate) * 1000;
    this.state = nextGate(this.state, { db: decibels(this.power / this.samples), ms }, this.gate.sensitivity);
    this.reportPower += this.power / this.samples;
    this.power = 0;
    this.samples = 0;
    if (++this.pieces >= piecesPerReport) this.report(ms);
  }

  private report(pieceMs: number): void {
    const level: VoiceLevel = {
      db: decibels(this.reportPower / this.pieces),
      rawDb: decibels(this.rawPower / (this.pieces * pieceLength)),
      isSilent: this.peak === 0,
      isVoice: this.state.isOpen,
      ms: pieceMs * this.pieces,
    };
    this.port.postMessage(level);
    this.reportPower = 0;
    this.rawPower = 0;
    this.peak = 0;
    this.pieces = 0;
  }
}

registerProcessor('maru-voice', VoiceProcessor);
