import type { Server } from '@maru/contracts/http/chat/servers';
import {
  resolvePermissions,
  type ChannelRules,
  type MemberRules,
  type Overwrite,
  type ServerRules,
} from '@maru/contracts/permission-rules';
import { can } from '@maru/contracts/permissions';
import { channelId } from '@maru/contracts/primitives';
import type { Db } from '../../platform/database.js';
import { deletedPlacesRepository } from '../../repositories/deleted-places.repository.js';
import { seesChannel, visibleIds } from './visible.js';

interface Viewer {
  rules: ServerRules;
  member: MemberRules;
}

const asItWas = (id: string, overwrites: Overwrite[]): ChannelRules => ({
  channelId: channelId.parse(id),
  type: 'text',
  categoryId: null,
  isSynced: false,
  overwrites,
  slowModeSeconds: 0,
});

/** The channels and categories of a server that one member may know of, including deleted ones. */
export class Sight {
  private readonly living: ReadonlySet<string>;

  constructor(
    private readonly db: Db,
    private readonly viewer: Viewer,
  ) {
    this.living = visibleIds(viewer);
  }

  sees(id: string): boolean {
    return this.living.has(id);
  }

  /**
   * Returns those of the places that the member sees, or would see if they still existed. Places that were deleted before their overwrites
   * were kept are visible to administrators only.
   */
  async among(ids: readonly (string | null | undefined)[]): Promise<ReadonlySet<string>> {
    const asked = [...new Set(ids.filter((id) => typeof id === 'string'))];
    const { rules } = this.viewer;
    const exists = new Set<string>([
      ...rules.channels.map((each) => each.channelId),
      ...rules.categories.map((each) => each.categoryId),
    ]);
    const gone = asked.filter((id) => !exists.has(id));
    const kept = await deletedPlacesRepository(this.db).find(rules.serverId, gone);
    const isAdministrator = can(resolvePermissions(this.viewer), 'administrator');
    return new Set(
      asked.filter((id) => {
        if (exists.has(id)) return this.living.has(id);
        const overwrites = kept.get(id);
        return overwrites ? seesChannel(this.viewer, asItWas(id, overwrites)) : isAdministrator;
      }),
    );
  }

  /** Returns the server without its system channel if that is hidden from the member. */
  server(server: Server): Server {
    const { systemChannelId } = server;
    return systemChannelId && !this.sees(systemChannelId) ? { ...server, systemChannelId: null } : server;
  }
}
