import type { Member } from '@maru/contracts/http/chat/members';
import type { Db } from '../platform/database.js';

interface Restriction {
  timedOutUntil: Date | null;
  isMuted: boolean;
  isDeafened: boolean;
}

/** Rows of `restrictions`: time-outs, mutes and deafening of former members, which apply again when they rejoin. */
export const restrictionsRepository = (db: Db) => ({
  async keep({ serverId, userId, timedOutUntil, isMuted, isDeafened }: Member): Promise<void> {
    const until = timedOutUntil === null ? null : new Date(timedOutUntil);
    const isTimedOut = until !== null && until > new Date();
    if (!isMuted && !isDeafened && !isTimedOut) return;
    const data = { serverId, userId, timedOutUntil: until, isMuted, isDeafened };
    await db.restriction.create({ data });
  },

  /** Returns the stored restriction and removes it: from then on the member carries it. */
  async take(serverId: string, userId: string): Promise<Restriction | undefined> {
    const row = await db.restriction.findUnique({ where: { serverId_userId: { serverId, userId } } });
    if (!row) return undefined;
    await db.restriction.deleteMany({ where: { serverId, userId } });
    const { timedOutUntil, isMuted, isDeafened } = row;
    return { timedOutUntil, isMuted, isDeafened };
  },

  async forget(userId: string): Promise<void> {
    await db.restriction.deleteMany({ where: { userId } });
  },
});
