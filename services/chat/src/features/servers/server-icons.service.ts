import { serverRoutes, type Server } from '@maru/contracts/http/chat/servers';
import { AppError } from '@maru/service-kit/app-error';
import { newId } from '@maru/service-kit/ids';
import type { ImageStore } from '@maru/service-kit/images/image-store';
import { iconShape, makePicture } from '@maru/service-kit/images/picture';
import { changesBetween } from '../../platform/audit.js';
import type { Database } from '../../platform/database.js';
import { serversRepository } from '../../repositories/servers.repository.js';
import type { AccessService, PlainRoute } from '../access/access.service.js';
import { iconsOf } from '../../platform/server-icon-keys.js';

interface ServerIconsDeps {
  database: Database;
  access: AccessService;
  images: ImageStore;
}

export class ServerIconsService {
  constructor(private readonly deps: ServerIconsDeps) {}

  /**
   * Stores the picture before the change is announced. Its name is random, not derived from the content: the job that removes an old icon
   * must not remove the same picture after it was uploaded again.
   */
  async put(userId: string, serverId: string, upload: Buffer): Promise<Server> {
    const { access, images } = this.deps;
    // Decoding is expensive, so authorize the caller first.
    await access.require(userId, serverRoutes.putServerIcon, { serverId });
    const { sizes } = await makePicture(upload, iconShape);
    const key = `${iconsOf(serverId)}${newId()}`;
    await Promise.all(sizes.map(({ width, webp }) => images.put(`${key}-${width}.webp`, webp)));
    return this.replace(userId, serverId, { iconKey: key, route: serverRoutes.putServerIcon });
  }

  remove(userId: string, serverId: string): Promise<Server> {
    return this.replace(userId, serverId, { iconKey: null, route: serverRoutes.deleteServerIcon });
  }

  private replace(
    userId: string,
    serverId: string,
    { iconKey, route }: { iconKey: string | null; route: PlainRoute },
  ): Promise<Server> {
    return this.deps.database.transact(async ({ db, record, audit, enqueue }) => {
      await this.deps.access.lock(db, userId, route, { serverId });
      const servers = serversRepository(db);
      const before = await servers.find(serverId);
      if (!before) throw new AppError('NOT_FOUND');
      const keyBefore = await servers.iconKey(serverId);
      if (iconKey === keyBefore) return this.deps.access.serverSeenBy(userId, before, db);
      const server = await servers.update(serverId, { iconKey });
      await record({ type: 'server.updated', server });
      const changes = changesBetween(before, server, ['iconUrl']);
      await audit({ serverId, actorId: userId, action: 'server-updated', changes });
      if (keyBefore) await enqueue({ kind: 'remove-pictures', prefix: `${keyBefore}-` });
      return this.deps.access.serverSeenBy(userId, server, db);
    });
  }
}
