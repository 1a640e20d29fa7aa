import { accessRoutes } from '@maru/contracts/internal/access';
import { route, type BoundRoute } from '@maru/service-kit/http/mount-routes';
import type { AccessService } from './access.service.js';

/** What the socket service computes permissions from. */
export const accessRouteBindings = (access: AccessService): BoundRoute[] => [
  route(accessRoutes.listMemberships, {
    authorize: 'service',
    handle: async ({ params }) => ({ memberships: await access.membershipsOf(params.userId) }),
  }),
  route(accessRoutes.listMembershipsOf, {
    authorize: 'service',
    handle: async ({ body }) => ({ memberships: await access.membershipsOfAll(body.userIds) }),
  }),
  route(accessRoutes.listServerRules, {
    authorize: 'service',
    handle: async ({ body: { serverIds } }) => ({ rules: await access.rulesOf(serverIds) }),
  }),
  route(accessRoutes.listServerContentRules, {
    authorize: 'service',
    handle: async ({ params }) => ({ contentRules: await access.contentRulesOf(params.serverId) }),
  }),
];
