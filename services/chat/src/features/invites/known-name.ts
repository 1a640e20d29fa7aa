import type { Db } from '../../platform/database.js';
import { membersRepository } from '../../repositories/members.repository.js';
import { peopleRepository } from '../../repositories/people.repository.js';

/** Returns a user's name in the server, or their profile's, as far as this service knows it; otherwise an empty string. */
export const knownNameOf = async (
  db: Db,
  { serverId, userId }: { serverId: string; userId: string },
): Promise<string> => {
  const member = await membersRepository(db).find(serverId, userId);
  return member?.nickname ?? (await peopleRepository(db).nicknameOf(userId)) ?? '';
};
