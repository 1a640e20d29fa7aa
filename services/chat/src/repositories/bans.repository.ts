import { ban as banSchema, type Ban } from '@maru/contracts/http/chat/moderation';
import type { Db } from '../platform/database.js';

interface BanRow {
  serverId: string;
  userId: string;
  reason: string;
  bannedBy: string;
  createdAt: Date;
  expiresAt: Date | null;
}

const toBan = (row: BanRow): Ban =>
  banSchema.parse({
    ...row,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
  });

const working = (now: Date) => ({ OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] });

/** Rows of `bans`. Expired ones have no effect. */
export const bansRepository = (db: Db) => ({
  async find(serverId: string, userId: string, now: Date): Promise<Ban | undefined> {
    const row = await db.ban.findFirst({ where: { serverId, userId, ...working(now) } });
    return row ? toBan(row) : undefined;
  },

  /** Includes expired bans that are still stored. */
  count(serverId: string): Promise<number> {
    return db.ban.count({ where: { serverId } });
  },

  async removeExpired(serverId: string, now: Date): Promise<void> {
    await db.ban.deleteMany({ where: { serverId, expiresAt: { lte: now } } });
  },

  async put(ban: Omit<BanRow, 'createdAt'>): Promise<Ban> {
    const { serverId, userId, ...terms } = ban;
    const where = { serverId_userId: { serverId, userId } };
    return toBan(await db.ban.upsert({ where, create: ban, update: { ...terms, createdAt: new Date() } }));
  },

  /** Returns whether it removed a ban. */
  async remove(serverId: string, userId: string): Promise<boolean> {
    return (await db.ban.deleteMany({ where: { serverId, userId } })).count > 0;
  },

  /** Ordered by the ids of the banned users, after `after`. */
  async page(
    serverId: string,
    { after, limit, now }: { after?: string; limit: number; now: Date },
  ): Promise<Ban[]> {
    const rows = await db.ban.findMany({
      where: { serverId, ...working(now), ...(after ? { userId: { gt: after } } : {}) },
      orderBy: { userId: 'asc' },
      take: limit,
    });
    return rows.map(toBan);
  },
});
