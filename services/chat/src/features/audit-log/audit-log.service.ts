import type { auditLogRoutes } from '@maru/contracts/http/chat/audit-log';
import type { RouteQuery, RouteReply } from '@maru/contracts/route';
import type { Database } from '../../platform/database.js';
import { visiblePage } from '../../platform/visible-page.js';
import { auditLogRepository, type StoredAuditEntry } from '../../repositories/audit-log.repository.js';
import type { AccessService } from '../access/access.service.js';
import type { Sight } from '../access/sight.js';
import { placesNamedIn, withoutHiddenPlaces } from './hidden-places.js';

type Query = RouteQuery<typeof auditLogRoutes.listAuditLog>;
type Reply = RouteReply<typeof auditLogRoutes.listAuditLog>;

/** Hides entries about channels and categories that the caller can't see, or couldn't before they were deleted. */
const visibleAmong =
  (sight: Sight) =>
  async (entries: StoredAuditEntry[]): Promise<StoredAuditEntry[]> => {
    const places = entries.flatMap((entry) => [entry.placeId, ...placesNamedIn(entry)]);
    const seen = await sight.among(places);
    return entries
      .filter(({ placeId }) => placeId === null || seen.has(placeId))
      .map((entry) => withoutHiddenPlaces(entry, seen));
  };

export class AuditLogService {
  constructor(
    private readonly database: Database,
    private readonly access: AccessService,
  ) {}

  async list(userId: string, serverId: string, { cursor, limit, ...filter }: Query): Promise<Reply> {
    const sight = await this.access.sightIn(userId, serverId);
    const repository = auditLogRepository(this.database.prisma);
    const { rows, nextCursor } = await visiblePage({
      cursor,
      limit,
      fetch: (before, count) => repository.page(serverId, { ...filter, before, limit: count }),
      keep: visibleAmong(sight),
      idOf: ({ entryId }) => entryId,
    });
    return { entries: rows.map(({ placeId: _placeId, ...entry }) => entry), nextCursor };
  }
}
