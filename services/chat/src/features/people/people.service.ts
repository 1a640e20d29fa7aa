import type { Server } from '@maru/contracts/http/chat/servers';
import { toAppError } from '@maru/service-kit/app-error';
import type { UserService } from '../../clients/user-service.client.js';
import type { Database, Transaction } from '../../platform/database.js';
import { emailInvitesRepository } from '../../repositories/email-invites.repository.js';
import { membersRepository } from '../../repositories/members.repository.js';
import { railsRepository } from '../../repositories/rails.repository.js';
import { restrictionsRepository } from '../../repositories/restrictions.repository.js';
import { serversRepository } from '../../repositories/servers.repository.js';
import { deleteServer } from '../deletion/delete-server.js';

/** People as such: what becomes of servers when an account goes. */
export class PeopleService {
  constructor(
    private readonly database: Database,
    private readonly users: Pick<UserService, 'getContact'>,
  ) {}

  /** Servers that this person owns and others are in. */
  async listOwnedServers(userId: string): Promise<Server[]> {
    return serversRepository(this.database.prisma).listOwnedWithOthers(userId);
  }

  /**
   * Ends all memberships of somebody whose account was erased, server by server: a repeat goes on where a crash ended it. What they
   * still own goes to the member who joined first, or away if nobody is left. Invites that they sent, and those to their address, go.
   */
  async forget(userId: string): Promise<void> {
    await this.forgetInvites(userId);
    await railsRepository(this.database.prisma).remove(userId);
    const servers = await serversRepository(this.database.prisma).listOf(userId);
    for (const { serverId } of servers)
      await this.database.transact((transaction) => this.leave(transaction, serverId, userId));
    await restrictionsRepository(this.database.prisma).forget(userId);
  }

  private async forgetInvites(userId: string): Promise<void> {
    // The account's own row goes last, so its address is still known; unless this is a repeat.
    const contact = await this.users.getContact(userId).catch((error: unknown) => {
      if (toAppError(error).code === 'NOT_FOUND') return undefined;
      throw error;
    });
    const theirs = { userId, email: contact?.email ?? null };
    await emailInvitesRepository(this.database.prisma).removeOf(theirs);
  }

  private async leave(transaction: Transaction, serverId: Server['serverId'], userId: string): Promise<void> {
    const { db, record } = transaction;
    const [servers, members] = [serversRepository(db), membersRepository(db)];
    if (!(await servers.lock(serverId))) return;
    const [server, member] = [await servers.find(serverId), await members.find(serverId, userId)];
    if (!server || !member) return;
    await members.remove(serverId, userId);
    if (server.ownerId === userId) {
      const [heir] = await members.page(serverId, { limit: 1 });
      if (!heir) return deleteServer(transaction, serverId);
      await record({ type: 'server.updated', server: await servers.setOwner(serverId, heir.userId) });
    }
    await record({ type: 'member.left', serverId, userId });
  }
}
