import type { VoiceLevel } from './voice-level.js';

/** Long enough for a worklet to start. */
const allowedMs = 1000;
const signalDb = -70;

/** Time in which a worklet has had a signal and returned exact zeros: without permission for WASM it does so without any error. */
export const nextSilence = (silentMs: number, { rawDb, isSilent, ms }: VoiceLevel): number => {
  if (!isSilent) return 0;
  return rawDb > signalDb ? silentMs + ms : silentMs;
};

export const isBroken = (silentMs: number): boolean => silentMs >= allowedMs;
