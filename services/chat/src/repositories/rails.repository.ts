import { rail as railSchema, type Rail } from '@maru/contracts/http/chat/rail';
import type { Db } from '../platform/database.js';

/** Rows of `rails`: how people have arranged their servers. */
export const railsRepository = (db: Db) => ({
  /** Empty before they have. */
  async find(userId: string): Promise<Rail> {
    const row = await db.railRow.findUnique({ where: { userId } });
    return railSchema.parse({ entries: row?.entries ?? [] });
  },

  async put(userId: string, { entries }: Rail): Promise<void> {
    await db.railRow.upsert({ where: { userId }, create: { userId, entries }, update: { entries } });
  },

  async remove(userId: string): Promise<void> {
    await db.railRow.deleteMany({ where: { userId } });
  },
});
