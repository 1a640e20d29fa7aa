import type { Profile } from '@maru/contracts/http/user/profiles';
import type { Db } from '../platform/database.js';

const toRow = ({ userId, nickname, tag }: Profile) => ({ userId, nickname, tag });

/** Rows of `people`: names copied from the user service for the member search. */
export const peopleRepository = (db: Db) => ({
  async isKnown(userId: string): Promise<boolean> {
    return (await db.person.count({ where: { userId } })) > 0;
  },

  async nicknameOf(userId: string): Promise<string | undefined> {
    return (await db.person.findUnique({ where: { userId }, select: { nickname: true } }))?.nickname;
  },

  async put(profile: Profile): Promise<void> {
    const { userId, ...names } = toRow(profile);
    await db.person.upsert({ where: { userId }, create: { userId, ...names }, update: names });
  },

  /** Skips users who are already known. */
  async add(profiles: Profile[]): Promise<void> {
    await db.person.createMany({ data: profiles.map(toRow), skipDuplicates: true });
  },

  async remove(userId: string): Promise<void> {
    await db.person.deleteMany({ where: { userId } });
  },
});
