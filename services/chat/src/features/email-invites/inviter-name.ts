import type { UserService } from '../../clients/user-service.client.js';
import type { Db } from '../../platform/database.js';
import { membersRepository } from '../../repositories/members.repository.js';

interface Sources {
  db: Db;
  users: Pick<UserService, 'listPeople'>;
}

/** Returns the inviter's nickname in the server, or their profile's; empty if the account is gone. */
export const findInviterName = async (
  { db, users }: Sources,
  { serverId, inviterId }: { serverId: string; inviterId: string },
): Promise<string> => {
  const member = await membersRepository(db).find(serverId, inviterId);
  if (member?.nickname) return member.nickname;
  const [profile] = await users.listPeople([inviterId]);
  return profile?.nickname ?? '';
};
