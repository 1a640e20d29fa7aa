import { auditLogRoutes } from '@maru/contracts/http/chat/audit-log';
import { route, type BoundRoute } from '@maru/service-kit/http/mount-routes';
import type { Authorize } from '../../platform/authorize.js';
import type { AuditLogService } from './audit-log.service.js';

export const auditLogBindings = (auditLog: AuditLogService, authorize: Authorize): BoundRoute[] => [
  route(auditLogRoutes.listAuditLog, {
    authorize: authorize.inServer('viewAuditLog'),
    handle: ({ caller, params, query }) => auditLog.list(caller.userId, params.serverId, query),
  }),
];
