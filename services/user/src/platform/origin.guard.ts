import { AppError } from '@maru/service-kit/app-error';
import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { Env } from '../config/env.js';
import { ENV } from './injection-tokens.js';

/**
 * For routes that a cookie authorises: only our own pages may call them. Browsers send Origin with every POST; where it is
 * missing, Sec-Fetch-Site has to say that the request comes from here.
 */
@Injectable()
export class OriginGuard implements CanActivate {
  constructor(@Inject(ENV) private readonly env: Pick<Env, 'PUBLIC_ORIGIN'>) {}

  canActivate(context: ExecutionContext): boolean {
    const req = context.switchToHttp().getRequest<Request>();
    const origin = req.get('origin');
    const isOurs = origin ? origin === this.env.PUBLIC_ORIGIN : req.get('sec-fetch-site') === 'same-origin';
    if (!isOurs) throw new AppError('ORIGIN_FORBIDDEN');
    return true;
  }
}
