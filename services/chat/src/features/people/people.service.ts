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

/** The servers of users whose accounts are deleted. */
export class PeopleService {
  constructor(
    private readonly database: Database,
    private readonly users: Pick<UserService, 'getContact'>,
  ) {}

  /** Returns the servers that this user owns and that have other members. */
  async listOwnedServers(userId: string): Promise<Server[]> {
    return serversRepository(this.database.prisma).listOwnedWithOthers(userId);
  }

  /**
   * Removes a user whose account was erased from all servers, one by one: a repeat continues where a crash interrupted it. A server that
   * they still own goes to the longest-standing member whose account stays, or is deleted if it has no other member. Invites that they sent
   * or received are deleted.
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
    // The user service deletes the account's row last, so its address is still known, unless this is a repeat.
    const contact = await this.users.getContact(userId).catch((error: unknown) => {
      if (toAppError(error).code === 'NOT_FOUND') return undefined;
      throw error;
    });
    const theirs = { userId, email: contact?.email ?? null };
    await emailInvitesRepository(this.database.prisma).removeOf(theirs);
  }

  /** Returns the longest-standing member, preferring those whose accounts stay. */
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
