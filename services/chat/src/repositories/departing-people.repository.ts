import type { Db } from '../platform/database.js';

/** Rows of `departing_people`: accounts that are scheduled for deletion. */
export const departingPeopleRepository = (db: Db) => ({
  async put(userId: string, deletesAt: Date): Promise<void> {
    const terms = { deletesAt };
    await db.departingPerson.upsert({ where: { userId }, create: { userId, ...terms }, update: terms });
  },

  async remove(userId: string): Promise<void> {
    await db.departingPerson.deleteMany({ where: { userId } });
  },

  /** Returns those of the users whose accounts are scheduled for deletion. */
  async among(userIds: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await db.departingPerson.findMany({ where: { userId: { in: [...userIds] } } });
    return new Set(rows.map(({ userId }) => userId));
  },
});
