import { overwrite, type Overwrite } from '@maru/contracts/permission-rules';
import type { Db } from '../platform/database.js';

/** Rows of `deleted_places`: the last overwrites of deleted channels and categories. */
export const deletedPlacesRepository = (db: Db) => ({
  async insert(serverId: string, id: string, overwrites: readonly Overwrite[]): Promise<void> {
    await db.deletedPlace.create({
      data: { id, serverId, overwrites: overwrites.map((each) => ({ ...each })) },
    });
  },

  /** Returns overwrites by place id; omits ids of places that were not deleted. */
  async find(serverId: string, ids: readonly string[]): Promise<Map<string, Overwrite[]>> {
    if (ids.length === 0) return new Map();
    const rows = await db.deletedPlace.findMany({ where: { serverId, id: { in: [...ids] } } });
    return new Map(rows.map((row) => [row.id, overwrite.array().parse(row.overwrites)]));
  },
});
