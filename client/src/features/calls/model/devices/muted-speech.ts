/** Notices that a person speaks while muted, and tells them a few times only. */
export interface MutedSpeech {
  voiceMs: number;
  /** Remaining time of the hint. */
  shownMs: number;
  /** Remaining time without another hint. */
  restMs: number;
  /** Hints since the person muted. */
  hints: number;
}

export const noMutedSpeech: MutedSpeech = { voiceMs: 0, shownMs: 0, restMs: 0, hints: 0 };

export const mutedSpeechLimits = { afterMs: 600, showMs: 4000, restMs: 60_000, mostHints: 3 };

/** A pause between words counts half against the voice before it. */
const voiceAfter = (voiceMs: number, isVoice: boolean, ms: number) =>
  Math.max(0, isVoice ? voiceMs + ms : voiceMs - ms / 2);

export const nextMutedSpeech = (
  state: MutedSpeech,
  { isVoice, ms }: { isVoice: boolean; ms: number },
): MutedSpeech => {
  const shownMs = Math.max(0, state.shownMs - ms);
  const restMs = Math.max(0, state.restMs - ms);
  const voiceMs = voiceAfter(state.voiceMs, isVoice, ms);
  const isDue =
    voiceMs >= mutedSpeechLimits.afterMs && restMs === 0 && state.hints < mutedSpeechLimits.mostHints;
  if (!isDue) return { ...state, shownMs, restMs, voiceMs: Math.min(voiceMs, mutedSpeechLimits.afterMs) };
  return {
    voiceMs: 0,
    shownMs: mutedSpeechLimits.showMs,
    restMs: mutedSpeechLimits.restMs,
    hints: state.hints + 1,
  };
};
