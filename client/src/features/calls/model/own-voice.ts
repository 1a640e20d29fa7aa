import type { CallSnapshot } from './call.js';

/** Returns whether the others may hear what the person says now. */
export const isSending = ({ marks, allowed, local }: CallSnapshot): boolean =>
  !marks.isMuted && !marks.isDeafened && allowed.speak && local.isAudible;
