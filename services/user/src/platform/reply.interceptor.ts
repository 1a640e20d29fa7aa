import {
  Inject,
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { map, type Observable } from 'rxjs';
import type { Env } from '../config/env.js';
import { ENV } from './injection-tokens.js';
import { contractOf } from './route.decorator.js';

/** Checks that replies fit their contract, everywhere but in production. */
@Injectable()
export class ReplyInterceptor implements NestInterceptor {
  constructor(@Inject(ENV) private readonly env: Pick<Env, 'NODE_ENV'>) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const contract = contractOf(context.getHandler());
    const isChecked = this.env.NODE_ENV !== 'production' && contract?.reply;
    return isChecked
      ? next.handle().pipe(map((reply: unknown) => contract.reply?.parse(reply)))
      : next.handle();
  }
}
