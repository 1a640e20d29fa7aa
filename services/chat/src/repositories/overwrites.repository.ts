import type { Overwrite } from '@maru/contracts/permission-rules';
import type { Db } from '../platform/database.js';

/** Rows of `overwrites`; a scope is a channel or a category. */
export const overwritesRepository = (db: Db) => ({
  /** In the place of what the target had; neither allowing nor denying anything, there is none any more. */
  async set(
    serverId: string,
    scopeId: string,
    { targetId, targetType, allow, deny }: Overwrite,
  ): Promise<void> {
    const where = { scopeId_targetId: { scopeId, targetId } };
    if (allow === 0 && deny === 0) await db.overwrite.deleteMany({ where: { scopeId, targetId } });
    else {
      const create = { serverId, scopeId, targetId, targetType, allow, deny };
      await db.overwrite.upsert({ where, create, update: { allow, deny } });
    }
  },

  /** The given ones in the place of all that the scope had. */
  async replaceAll(serverId: string, scopeId: string, overwrites: readonly Overwrite[]): Promise<void> {
    await db.overwrite.deleteMany({ where: { scopeId } });
    const data = overwrites.map(({ targetId, targetType, allow, deny }) => ({
      serverId,
      scopeId,
      targetId,
      targetType,
      allow,
      deny,
    }));
    if (data.length > 0) await db.overwrite.createMany({ data });
  },

  /** Leaves what was denied to a member. */
  async withdrawAllows(serverId: string, targetId: string): Promise<void> {
    await db.overwrite.deleteMany({ where: { serverId, targetId, deny: 0 } });
    await db.overwrite.updateMany({ where: { serverId, targetId }, data: { allow: 0 } });
  },

  async removeOf(serverId: string, targetId: string): Promise<void> {
    await db.overwrite.deleteMany({ where: { serverId, targetId } });
  },
});
