import type { Server } from '@maru/contracts/http/chat/servers';
import { limits } from '@maru/contracts/limits';
import { AppError } from '@maru/service-kit/app-error';
import { newId } from '@maru/service-kit/ids';
import type { Transaction } from '../../platform/database.js';
import { bansRepository } from '../../repositories/bans.repository.js';
import { membersRepository } from '../../repositories/members.repository.js';
import { requireStaying } from '../access/require-staying.js';

interface Invitation {
  userId: string;
  roleId?: string | null;
  /** Ignored if the member receives a role. */
  isTemporary?: boolean;
  now: Date;
  /** Marks the invite as used, or throws if it no longer works. Not called for members. */
  spend: () => Promise<void>;
}

/**
 * Adds a user to the server by any kind of invite; changes nothing for a member. The caller holds the server's lock.
 * @throws BANNED, SERVER_LIMIT_REACHED, ACCOUNT_DEPARTING
 */
export const joinServer = async (
  { db, record, enqueue }: Transaction,
  server: Server,
  { userId, roleId, isTemporary = false, now, spend }: Invitation,
): Promise<void> => {
  const { serverId } = server;
  const members = membersRepository(db);
  if (await members.find(serverId, userId)) return;
  await requireStaying(db, userId);
  if (await bansRepository(db).find(serverId, userId, now)) throw new AppError('BANNED');
  await spend();
  const member = await members.insert(serverId, userId, { roleId, isTemporary: isTemporary && !roleId });
  if ((await members.lockAndCountServersOf(userId)) > limits.serversPerUser)
    throw new AppError('SERVER_LIMIT_REACHED');
  await record({ type: 'member.joined', server, member });
  const { systemChannelId: channelId } = server;
  if (channelId)
    await enqueue({ kind: 'announce-join', serverId, channelId, userId: member.userId, joinId: newId() });
  await enqueue({ kind: 'learn-name', userId });
};
