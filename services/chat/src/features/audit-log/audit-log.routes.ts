import { auditLogRoutes } from '@maru/contracts/http/chat/audit-log';
import { route, type BoundRoute } from '@maru/service-kit/http/mount-routes';
import type { AuditLogService } from './audit-log.service.js';

export const auditLogBindings = (auditLog: AuditLogService): BoundRoute[] => [
  route(auditLogRoutes.listAuditLog, ({ caller, params, query }) =>
    auditLog.list(caller.userId, params.serverId, query),
  ),
];
