import { arrangeRail, type Rail } from '@maru/contracts/http/chat/rail';
import type { Database } from '../../platform/database.js';
import { railsRepository } from '../../repositories/rails.repository.js';
import { serversRepository } from '../../repositories/servers.repository.js';

/** How people arrange their servers; nobody else sees it. */
export class RailService {
  constructor(private readonly database: Database) {}

  find(userId: string): Promise<Rail> {
    return railsRepository(this.database.prisma).find(userId);
  }

  /** Stores what of it makes sense: the servers that the person is in, each once. Their other tabs are told. */
  put(userId: string, wanted: Rail): Promise<Rail> {
    return this.database.transact(async ({ db, record }) => {
      const servers = await serversRepository(db).listOf(userId);
      const rail = {
        entries: arrangeRail(
          wanted,
          servers.map(({ serverId }) => serverId),
        ),
      };
      await railsRepository(db).put(userId, rail);
      await record({ type: 'rail.changed', userId, rail });
      return rail;
    });
  }
}
