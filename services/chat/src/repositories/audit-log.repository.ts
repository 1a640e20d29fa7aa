import { auditEntry, type AuditEntry } from '@maru/contracts/http/chat/audit-log';
import type { Db } from '../platform/database.js';

interface AuditFilter {
  action?: string;
  actorId?: string;
  targetId?: string;
  /** Only what came before this entry. */
  before?: string;
  limit: number;
}

/** Rows of `audit_entries`; they are written by the transaction that does what they tell of. */
export const auditLogRepository = (db: Db) => ({
  async hasOrigin(originId: string): Promise<boolean> {
    return (await db.auditEntry.count({ where: { originId } })) > 0;
  },

  /** Newest first. */
  async page(serverId: string, { before, limit, ...filter }: AuditFilter): Promise<AuditEntry[]> {
    const rows = await db.auditEntry.findMany({
      where: { serverId, ...filter, ...(before ? { id: { lt: before } } : {}) },
      orderBy: { id: 'desc' },
      take: limit,
    });
    return rows.map((row) =>
      auditEntry.parse({ ...row, entryId: row.id, createdAt: row.createdAt.toISOString() }),
    );
  },
});
