import type { Presence } from '../../clients/presence.client.js';
import type { Database } from '../../platform/database.js';
import { membersRepository, type TemporaryMember } from '../../repositories/members.repository.js';
import { serversRepository } from '../../repositories/servers.repository.js';

interface TemporaryMembersDeps {
  database: Database;
  presence: Presence;
  now?: () => Date;
}

export const sweepMs = 60_000;
/** Number of members per request to the socket service. */
const pageSize = 500;

/** Temporary members, who are removed when they go offline unless they have a role. */
export class TemporaryMembersService {
  constructor(private readonly deps: TemporaryMembersDeps) {}

  /**
   * Removes temporary members who are offline now and were at the previous sweep, so that a reload or the restart of a socket node doesn't
   * count. Throws, and removes none, if the socket service doesn't answer.
   */
  async sweep(): Promise<void> {
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
      // Read the member again under the lock: they may have a role by now, or have left.
      const member = await members.find(serverId, userId);
      if (!member?.isTemporary || member.roleIds.length > 0) return;
      await members.remove(serverId, userId);
      await record({ type: 'member.left', serverId: member.serverId, userId });
    });
  }
}
