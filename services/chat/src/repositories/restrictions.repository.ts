import type { Member } from '@maru/contracts/http/chat/members';
import type { Db } from '../platform/database.js';

interface Restriction {
  timedOutUntil: Date | null;
  isMuted: boolean;
}

/** Rows of `restrictions`: what holds for members who left, should they come again; nobody escapes by leaving. */
export const restrictionsRepository = (db: Db) => ({
  async keep({ serverId, userId, timedOutUntil, isMuted }: Member): Promise<void> {
    const until = timedOutUntil === null ? null : new Date(timedOutUntil);
    if (!isMuted && (until === null || until <= new Date())) return;
    await db.restriction.create({ data: { serverId, userId, timedOutUntil: until, isMuted } });
  },

  /** Gives what was kept, which is then the member's own again. */
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
