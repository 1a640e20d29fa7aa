import type { Overwrite } from '@maru/contracts/permission-rules';
import type { Db } from '../platform/database.js';

/** Rows of `overwrites`; a scope is a channel or a category. */
export const overwritesRepository = (db: Db) => ({
  /** Replaces the target's overwrite, or removes it if the new one neither allows nor denies anything. */
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

  /** Replaces all overwrites of the scope. */
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

  /** Keeps what was denied to the member. */
  async withdrawAllows(serverId: string, targetId: string): Promise<void> {
    await db.overwrite.deleteMany({ where: { serverId, targetId, deny: 0 } });
    await db.overwrite.updateMany({ where: { serverId, targetId }, data: { allow: 0 } });
  },

  async removeOf(serverId: string, targetId: string): Promise<void> {
    await db.overwrite.deleteMany({ where: { serverId, targetId } });
  },
});
