/** Follows the loudness of a voice. Pure, because it runs on the audio thread. */
export interface GateState {
  isOpen: boolean;
  /** Since when it has been louder or quieter than the threshold, in milliseconds. */
  loudMs: number;
  quietMs: number;
  /** Loudness of the room without a voice, in decibels. */
  floor: number;
}

export const closedGate: GateState = { isOpen: false, loudMs: 0, quietMs: 0, floor: -70 };

export const gateTiming = { openAfterMs: 50, closeAfterMs: 300 };

/** A voice that hovers around the threshold must not flutter. */
const hysteresisDb = 4;
/** The automatic threshold stands this far above the room. */
const aboveFloorDb = 12;
const autoRange = { min: -55, max: -30 };
/** The floor falls at once in pauses and rises slowly while someone speaks, in decibels per second. */
const risePerSecond = 2;

const floorOf = ({ floor }: GateState, db: number, ms: number): number =>
  db < floor ? Math.max(db, -100) : Math.min(db, floor + (risePerSecond * ms) / 1000);

export const thresholdOf = (sensitivity: number | 'auto', floor: number): number =>
  sensitivity === 'auto'
    ? Math.min(autoRange.max, Math.max(autoRange.min, floor + aboveFloorDb))
    : sensitivity;

export interface Loudness {
  db: number;
  /** Duration of the measured piece. */
  ms: number;
}

export const nextGate = (state: GateState, { db, ms }: Loudness, sensitivity: number | 'auto'): GateState => {
  const floor = floorOf(state, db, ms);
  const threshold = thresholdOf(sensitivity, floor);
  const loudMs = db > threshold ? state.loudMs + ms : 0;
  const quietMs = db < threshold - hysteresisDb ? state.quietMs + ms : 0;
  const isOpen = state.isOpen ? quietMs < gateTiming.closeAfterMs : loudMs >= gateTiming.openAfterMs;
  return { isOpen, loudMs, quietMs, floor };
};
