import type { UserService } from '../../clients/user-service.client.js';
import type { Db } from '../../platform/database.js';
import { membersRepository } from '../../repositories/members.repository.js';

interface Sources {
  db: Db;
  users: Pick<UserService, 'listPeople'>;
}

/** What the server calls who invites, or their profile; empty when they are gone. */
export const findInviterName = async (
  { db, users }: Sources,
  { serverId, inviterId }: { serverId: string; inviterId: string },
): Promise<string> => {
  const member = await membersRepository(db).find(serverId, inviterId);
  if (member?.nickname) return member.nickname;
  const [profile] = await users.listPeople([inviterId]);
  return profile?.nickname ?? '';
};
