import type { VoiceMarks } from '@maru/contracts/socket/voice';

/** The person's own switches. `wasMuted` is the state that undoing the deafening restores. */
export interface OwnMarks {
  marks: VoiceMarks;
  wasMuted: boolean;
}

/** Talking needs hearing: unmuting also ends the deafening. */
export const withMuted = ({ marks }: OwnMarks, isMuted: boolean): OwnMarks => ({
  marks: { ...marks, isMuted, isDeafened: marks.isDeafened && isMuted },
  wasMuted: isMuted,
});

export function withDeafened({ marks, wasMuted }: OwnMarks, isDeafened: boolean): OwnMarks {
  if (isDeafened === marks.isDeafened) return { marks, wasMuted };
  if (isDeafened) return { marks: { ...marks, isMuted: true, isDeafened }, wasMuted: marks.isMuted };
  return { marks: { ...marks, isMuted: wasMuted, isDeafened }, wasMuted };
}

export const areEqualMarks = (one: VoiceMarks, other: VoiceMarks) =>
  one.isMuted === other.isMuted &&
  one.isDeafened === other.isDeafened &&
  one.hasCamera === other.hasCamera &&
  one.hasScreen === other.hasScreen;
