import { toAppError } from '@maru/service-kit/app-error';
import type { Locks } from '@maru/service-kit/mysql/locks';
import type { Presence } from '../../clients/presence.client.js';
import type { Database } from '../../platform/database.js';
import { membersRepository, type TemporaryMember } from '../../repositories/members.repository.js';
import { serversRepository } from '../../repositories/servers.repository.js';

interface TemporaryMembersDeps {
  database: Database;
  presence: Presence;
  locks: Locks;
  now?: () => Date;
}

export const sweepMs = 60_000;
/** Of whom the socket service is asked at once. */
const pageSize = 500;

/** Members who only came to look: they leave by going offline, unless somebody gives them a role. */
export class TemporaryMembersService {
  constructor(private readonly deps: TemporaryMembersDeps) {}

  /**
   * Lets those go who are offline and already were a sweep ago: a reload, or a node that restarts, is not the end. Throws, and nobody
   * leaves, when nobody can tell who is online. Does nothing while another node is at it.
   */
  async sweep(): Promise<void> {
    try {
      await this.deps.locks.withLocks(['temporary-members'], () => this.sweepAll(), { waitSeconds: 0 });
    } catch (error) {
      if (toAppError(error).code !== 'CONFLICT') throw error;
    }
  }

  private async sweepAll(): Promise<void> {
    const members = membersRepository(this.deps.database.prisma);
    let page: TemporaryMember[] = [];
    do {
      page = await members.pageTemporary({ after: page.at(-1), limit: pageSize });
      if (page.length > 0) await this.sweepPage(page);
    } while (page.length === pageSize);
  }

  private async sweepPage(page: TemporaryMember[]): Promise<void> {
    const { database, presence, now = () => new Date() } = this.deps;
    const members = membersRepository(database.prisma);
    const online = new Set(await presence.listOnline([...new Set(page.map(({ userId }) => userId))]));
    const [here, away] = [
      page.filter(({ userId }) => online.has(userId)),
      page.filter(({ userId }) => !online.has(userId)),
    ];
    await members.setOfflineSince(
      here.filter(({ offlineSince }) => offlineSince),
      null,
    );
    await members.setOfflineSince(
      away.filter(({ offlineSince }) => !offlineSince),
      now(),
    );
    const aSweepAgo = new Date(now().getTime() - sweepMs);
    for (const member of away)
      if (member.offlineSince && member.offlineSince <= aSweepAgo) await this.leave(member);
  }

  private leave({ serverId, userId }: TemporaryMember): Promise<void> {
    return this.deps.database.transact(async ({ db, record }) => {
      const members = membersRepository(db);
      await serversRepository(db).lock(serverId);
      // Read again: somebody may have given them a role, or they may have left.
      const member = await members.find(serverId, userId);
      if (!member?.isTemporary || member.roleIds.length > 0) return;
      await members.remove(serverId, userId);
      await record({ type: 'member.left', serverId: member.serverId, userId });
    });
  }
}
