import { rail as railSchema, type Rail } from '@maru/contracts/http/chat/rail';
import type { Db } from '../platform/database.js';

/** Rows of `rails`: the order of users' servers. */
export const railsRepository = (db: Db) => ({
  /** Empty until the user arranges their servers. */
  async find(userId: string): Promise<Rail> {
    const row = await db.railRow.findUnique({ where: { userId } });
    return railSchema.parse({ entries: row?.entries ?? [] });
  },

  async put(userId: string, { entries }: Rail): Promise<void> {
    const json = JSON.stringify(entries);
    // Prisma's own upsert can collide with another tab's first one.
    await db.$executeRaw`INSERT INTO rails (user_id, entries) VALUES (${userId}, ${json}) ON DUPLICATE KEY UPDATE entries = VALUES(entries)`;
  },

  async remove(userId: string): Promise<void> {
    await db.railRow.deleteMany({ where: { userId } });
  },
});
