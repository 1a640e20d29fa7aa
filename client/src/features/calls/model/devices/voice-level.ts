/** A report of the voice processor, about thirty times per second. */
export interface VoiceLevel {
  /** Loudness after noise suppression, in decibels below full scale. */
  db: number;
  /** Loudness of the microphone itself. */
  rawDb: number;
  /** Nothing but zeros came out of the noise suppression. */
  isSilent: boolean;
  /** A voice is heard: by the sensitivity, with hysteresis. */
  isVoice: boolean;
  /** The time since the last report. */
  ms: number;
}

/** Settings of the voice processor. */
export interface VoiceGate {
  /** Sends nothing while no voice is heard. */
  isGated: boolean;
  sensitivity: number | 'auto';
}
