import { reportRoutes } from '@maru/contracts/http/chat/reports';
import { route, type BoundRoute } from '@maru/service-kit/http/mount-routes';
import type { ReportsService } from './reports.service.js';

export const reportBindings = (reports: ReportsService): BoundRoute[] => [
  route(reportRoutes.createReport, ({ caller, params, body, idempotencyKey }) => {
    const request = { userId: caller.userId, key: idempotencyKey, request: ['createReport', params, body] };
    return reports.create(request, params.serverId, body);
  }),
  route(reportRoutes.listReports, ({ caller, params, query }) =>
    reports.list(caller.userId, params.serverId, query),
  ),
  route(reportRoutes.closeReport, ({ caller, params, body }) =>
    reports.close(caller.userId, params, body.status),
  ),
];
