import { applyDecorators, HttpCode, RequestMapping, RequestMethod, SetMetadata } from '@nestjs/common';
import type { RouteContract } from '@maru/contracts/route';

export const ROUTE_CONTRACT = 'route-contract';
const IS_PUBLIC = 'is-public';

const methods = {
  get: RequestMethod.GET,
  post: RequestMethod.POST,
  put: RequestMethod.PUT,
  patch: RequestMethod.PATCH,
  delete: RequestMethod.DELETE,
} as const;

/** Mounts a controller's method at the contract's method and path; input and reply are checked by the contract. */
export const Route = (contract: RouteContract): MethodDecorator =>
  applyDecorators(
    SetMetadata(ROUTE_CONTRACT, contract),
    RequestMapping({ method: methods[contract.method], path: contract.path }),
    HttpCode(contract.status),
  );

/** Lets people without an access token in; what isn't marked so needs one. */
export const Public = (): MethodDecorator => SetMetadata(IS_PUBLIC, true);

export const contractOf = (handler: object): RouteContract | undefined =>
  Reflect.getMetadata(ROUTE_CONTRACT, handler) as RouteContract | undefined;
export const isPublic = (handler: object): boolean => Reflect.getMetadata(IS_PUBLIC, handler) === true;
