import { voiceMarks } from '@maru/contracts/socket/voice';
import { z } from 'zod';
import { keyOfLastStay } from './last-stay-key.js';

const lastStay = z.object({
  serverId: z.string(),
  channelId: z.string(),
  sessionId: z.ulid(),
  marks: voiceMarks,
  wasMuted: z.boolean(),
});
export type LastStay = z.infer<typeof lastStay>;

/** A copy of this tab also copies its storage; only a reload leads back into the call. */
const isReload = () => {
  const [entry] = performance.getEntriesByType('navigation');
  return entry !== undefined && 'type' in entry && entry.type === 'reload';
};

/** The call of this tab, through a reload. Storage may be blocked: then nothing is offered. */
export const lastStays = {
  keep(userId: string, stay: LastStay | undefined): void {
    try {
      if (stay) sessionStorage.setItem(keyOfLastStay(userId), JSON.stringify(stay));
      else sessionStorage.removeItem(keyOfLastStay(userId));
    } catch {
      // Nothing to do about it.
    }
  },
  find(userId: string): LastStay | undefined {
    if (!isReload()) {
      // A later reload of a copied tab must not lead into the call of the first one.
      this.keep(userId, undefined);
      return undefined;
    }
    try {
      return lastStay.safeParse(JSON.parse(sessionStorage.getItem(keyOfLastStay(userId)) ?? 'null')).data;
    } catch {
      return undefined;
    }
  },
};
