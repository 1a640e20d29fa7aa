import type { Member } from '@maru/contracts/http/chat/members';
import type { Db } from '../platform/database.js';

interface Restriction {
  timedOutUntil: Date | null;
  isMuted: boolean;
}

/** Rows of `restrictions`: time-outs and mutes of former members, which apply again when they rejoin. */
export const restrictionsRepository = (db: Db) => ({
  async keep({ serverId, userId, timedOutUntil, isMuted }: Member): Promise<void> {
    const until = timedOutUntil === null ? null : new Date(timedOutUntil);
    if (!isMuted && (until === null || until <= new Date())) return;
    await db.restriction.create({ data: { serverId, userId, timedOutUntil: until, isMuted } });
  },

  /** Returns the stored restriction and removes it: from then on the member carries it. */
  async take(serverId: string, userId: string): Promise<Restriction | undefined> {
    const row = await db.restriction.findUnique({ where: { serverId_userId: { serverId, userId } } });
    if (!row) return undefined;
    await db.restriction.deleteMany({ where: { serverId, userId } });
    return { timedOutUntil: row.timedOutUntil, isMuted: row.isMuted };
  },

  async forget(userId: string): Promise<void> {
    await db.restriction.deleteMany({ where: { userId } });
  },
});
