import type { Member } from '@maru/contracts/http/chat/members';
import type { Server } from '@maru/contracts/http/chat/servers';
import { toAppError } from '@maru/service-kit/app-error';
import type { UserService } from '../../clients/user-service.client.js';
import type { Database, Db, Transaction } from '../../platform/database.js';
import { emailInvitesRepository } from '../../repositories/email-invites.repository.js';
import { departingPeopleRepository } from '../../repositories/departing-people.repository.js';
import { membersRepository, type MemberPosition } from '../../repositories/members.repository.js';
import { overwritesRepository } from '../../repositories/overwrites.repository.js';
import { railsRepository } from '../../repositories/rails.repository.js';
import { restrictionsRepository } from '../../repositories/restrictions.repository.js';
import { serversRepository } from '../../repositories/servers.repository.js';
import { deleteServer } from '../servers/delete-server.js';

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
   * still own goes to the member who joined first and stays, or away if nobody is left. Invites that they sent, and those to their address, go.
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

  /** The member who has been in the longest, of those whose accounts stay if there are any. */
  private async findHeir(db: Db, serverId: string): Promise<Member | undefined> {
    let first: Member | undefined;
    let after: MemberPosition | undefined;
    for (;;) {
      const page = await membersRepository(db).page(serverId, { after, limit: 100 });
      first ??= page[0];
      const last = page.at(-1);
      if (!last) return first;
      const departing = await departingPeopleRepository(db).among(page.map(({ userId }) => userId));
      const staying = page.find(({ userId }) => !departing.has(userId));
      if (staying) return staying;
      after = { joinedAt: new Date(last.joinedAt), userId: last.userId };
    }
  }

  private async leave(transaction: Transaction, serverId: Server['serverId'], userId: string): Promise<void> {
    const { db, record } = transaction;
    const [servers, members] = [serversRepository(db), membersRepository(db)];
    if (!(await servers.lock(serverId))) return;
    const [server, member] = [await servers.find(serverId), await members.find(serverId, userId)];
    if (!server || !member) return;
    await members.remove(serverId, userId);
    await overwritesRepository(db).removeOf(serverId, userId);
    if (server.ownerId === userId) {
      const heir = await this.findHeir(db, serverId);
      if (!heir) return deleteServer(transaction, serverId);
      await record({ type: 'server.updated', server: await servers.setOwner(serverId, heir.userId) });
    }
    await record({ type: 'member.left', serverId, userId });
  }
}
