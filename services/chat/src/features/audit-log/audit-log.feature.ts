import type { Feature } from '../../platform/jobs.js';
import type { Context } from '../context.js';
import { auditLogBindings } from './audit-log.routes.js';
import { AuditLogService } from './audit-log.service.js';

/** The audit log of a server. */
export const createAuditLog = ({ database, access }: Context): Feature => ({
  routes: auditLogBindings(new AuditLogService(database, access)),
});
