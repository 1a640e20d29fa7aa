import type { RouteBody, RouteContract, RouteParams, RouteQuery } from '@maru/contracts/route';
import { parseOrThrow } from '@maru/service-kit/app-error';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { contractOf } from './route.decorator.js';

/** The value of `@Input()`: the request, parsed by the method's contract. */
export interface RouteRequest<R extends RouteContract> {
  params: RouteParams<R>;
  body: RouteBody<R>;
  query: RouteQuery<R>;
}

export const Input = createParamDecorator((_data: unknown, context: ExecutionContext) => {
  const req = context.switchToHttp().getRequest<Request>();
  const contract = contractOf(context.getHandler());
  return {
    params: contract?.params && parseOrThrow(contract.params, req.params),
    body: contract?.body && parseOrThrow(contract.body, req.body ?? {}),
    query: contract?.query && parseOrThrow(contract.query, req.query),
  };
});
