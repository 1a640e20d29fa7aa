import { reportRoutes } from '@maru/contracts/http/chat/reports';
import { route, type BoundRoute } from '@maru/service-kit/http/mount-routes';
import type { RateLimit } from '@maru/service-kit/rate-limiter';
import type { Authorize } from '../../platform/authorize.js';
import type { ReportsService } from './reports.service.js';

interface ReportBindingDeps {
  reports: ReportsService;
  authorize: Authorize;
  /** New reports, per user. */
  making: RateLimit;
}

export const reportBindings = ({ reports, authorize, making }: ReportBindingDeps): BoundRoute[] => [
  route(reportRoutes.createReport, {
    // A channel that they don't see is checked by the service.
    authorize: authorize.inServer('member'),
    handle: async ({ caller, params, body, idempotencyKey }) => {
      await making.consume(caller.userId);
      const request = { userId: caller.userId, key: idempotencyKey, request: ['createReport', params, body] };
      return reports.create(request, params.serverId, body);
    },
  }),
  route(reportRoutes.listReports, {
    authorize: authorize.inServer('moderate'),
    handle: ({ caller, params, query }) => reports.list(caller.userId, params.serverId, query),
  }),
  route(reportRoutes.closeReport, {
    authorize: authorize.inServer('moderate'),
    handle: ({ caller, params, body }) => reports.close(caller.userId, params, body.status),
  }),
];
