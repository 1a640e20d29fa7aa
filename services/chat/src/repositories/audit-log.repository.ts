import { auditChange, auditEntry } from '@maru/contracts/http/chat/audit-log';
import { z } from 'zod';
import type { Db } from '../platform/database.js';

interface AuditFilter {
  action?: string;
  actorId?: string;
  targetId?: string;
  /** Id of an entry; only older ones are returned. */
  before?: string;
  limit: number;
}

/** A change with the ids of the channels or categories that its values name. */
const storedChange = auditChange.extend({
  beforePlaceId: z.string().nullish(),
  afterPlaceId: z.string().nullish(),
});
export type StoredChange = z.infer<typeof storedChange>;

const storedEntry = auditEntry.extend({
  changes: z.array(storedChange),
  /** The channel or category that the entry is about. */
  placeId: z.string().nullable(),
});
export type StoredAuditEntry = z.infer<typeof storedEntry>;

/** Rows of `audit_entries`; each is written in the transaction that it documents. */
export const auditLogRepository = (db: Db) => ({
  async hasOrigin(originId: string): Promise<boolean> {
    return (await db.auditEntry.count({ where: { originId } })) > 0;
  },

  /** Newest first. */
  async page(serverId: string, { before, limit, ...filter }: AuditFilter): Promise<StoredAuditEntry[]> {
    const rows = await db.auditEntry.findMany({
      where: { serverId, ...filter, ...(before ? { id: { lt: before } } : {}) },
      orderBy: { id: 'desc' },
      take: limit,
    });
    return rows.map((row) =>
      storedEntry.parse({ ...row, entryId: row.id, createdAt: row.createdAt.toISOString() }),
    );
  },
});
