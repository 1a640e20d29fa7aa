import { accessRoutes } from '@maru/contracts/internal/access';
import { route, type BoundRoute } from '@maru/service-kit/http/mount-routes';
import type { AccessService } from './access.service.js';

export const accessRouteBindings = (access: AccessService): BoundRoute[] => [
  route(accessRoutes.getAccess, {
    authorize: 'service',
    handle: ({ params }) => access.accessOf(params.userId),
  }),
];
