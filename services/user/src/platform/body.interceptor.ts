import { readBody } from '@maru/service-kit/http/body';
import { UploadGate } from '@maru/service-kit/http/upload-gate';
import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Observable } from 'rxjs';
import { callerOf } from './caller.decorator.js';
import { contractOf } from './route.decorator.js';

/** Reads a body once the guard has admitted the request, and only as much of it as the contract allows. */
@Injectable()
export class BodyInterceptor implements NestInterceptor {
  private readonly gate = new UploadGate();

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const contract = contractOf(context.getHandler());
    if (!contract) return next.handle();
    const http = context.switchToHttp();
    const [req, res] = [http.getRequest<Request>(), http.getResponse<Response>()];
    const caller = callerOf(req);
    if (contract.upload && caller) this.gate.enter(caller.userId, res);
    await readBody(contract, req, res);
    return next.handle();
  }
}
