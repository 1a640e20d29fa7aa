import { accessRoutes } from '@maru/contracts/internal/access';
import { route, type BoundRoute } from '@maru/service-kit/http/mount-routes';
import type { AccessService } from './access.service.js';

/** Internal routes from which the socket service computes permissions. */
export const accessRouteBindings = (access: AccessService): BoundRoute[] => [
  route(accessRoutes.listMemberships, async ({ params }) => ({
    memberships: await access.membershipsOf(params.userId),
  })),
  route(accessRoutes.listMembershipsOf, async ({ body }) => ({
    memberships: await access.membershipsOfAll(body.userIds),
  })),
  route(accessRoutes.listServerRules, async ({ body: { serverIds } }) => ({
    rules: await access.fullRulesOf(serverIds),
  })),
  route(accessRoutes.listServerContentRules, async ({ params }) => ({
    contentRules: await access.contentRulesOf(params.serverId),
  })),
];
