import { applyDecorators, HttpCode, RequestMapping, RequestMethod, SetMetadata } from '@nestjs/common';
import type { RouteContract } from '@maru/contracts/route';

export const ROUTE_CONTRACT = 'route-contract';

const methods = {
  get: RequestMethod.GET,
  post: RequestMethod.POST,
  put: RequestMethod.PUT,
  patch: RequestMethod.PATCH,
  delete: RequestMethod.DELETE,
} as const;

/** Mounts a controller's method at the contract's method and path. Guard and interceptors enforce the rest of the contract. */
export const Route = (contract: RouteContract): MethodDecorator =>
  applyDecorators(
    SetMetadata(ROUTE_CONTRACT, contract),
    RequestMapping({ method: methods[contract.method], path: contract.path }),
    HttpCode(contract.status),
  );

export const contractOf = (handler: object): RouteContract | undefined =>
  Reflect.getMetadata(ROUTE_CONTRACT, handler) as RouteContract | undefined;
