import { arrangeRail, type Rail } from '@maru/contracts/http/chat/rail';
import type { Database } from '../../platform/database.js';
import { railsRepository } from '../../repositories/rails.repository.js';
import { serversRepository } from '../../repositories/servers.repository.js';

/** A user's order of their servers, which no other user sees. */
export class RailService {
  constructor(private readonly database: Database) {}

  find(userId: string): Promise<Rail> {
    return railsRepository(this.database.prisma).find(userId);
  }

  /** Stores the servers that the user is in, each once, and notifies their other tabs. */
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
