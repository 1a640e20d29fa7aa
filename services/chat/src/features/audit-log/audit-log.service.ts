import type { auditLogRoutes } from '@maru/contracts/http/chat/audit-log';
import type { RouteQuery, RouteReply } from '@maru/contracts/route';
import type { Database } from '../../platform/database.js';
import { auditLogRepository } from '../../repositories/audit-log.repository.js';

type Query = RouteQuery<typeof auditLogRoutes.listAuditLog>;
type Reply = RouteReply<typeof auditLogRoutes.listAuditLog>;

export class AuditLogService {
  constructor(private readonly database: Database) {}

  async list(serverId: string, { cursor, limit, ...filter }: Query): Promise<Reply> {
    const wanted = { ...filter, before: cursor, limit: limit + 1 };
    const rows = await auditLogRepository(this.database.prisma).page(serverId, wanted);
    const entries = rows.slice(0, limit);
    return { entries, nextCursor: rows.length > limit ? (entries.at(-1)?.entryId ?? null) : null };
  }
}
