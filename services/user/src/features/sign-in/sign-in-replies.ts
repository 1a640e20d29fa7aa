import type { SignInResult } from '@maru/contracts/http/user/auth';
import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { RefreshCookieStore } from '../sessions/refresh-cookie-store.js';
import { PendingCookie } from './pending-cookie.js';
import { describePending } from './pending-sign-in.js';
import type { SignInOutcome } from './sign-in.service.js';

/** Turns an outcome into cookies and a reply; exactly one of the two cookies remains. */
@Injectable()
export class SignInReplies {
  constructor(
    private readonly refreshCookie: RefreshCookieStore,
    private readonly pendingCookie: PendingCookie,
  ) {}

  async give(res: Response, outcome: SignInOutcome): Promise<SignInResult> {
    if (outcome.kind === 'pending') {
      await this.pendingCookie.write(res, outcome.state);
      return { status: 'continue', pending: describePending(outcome.state) };
    }
    this.pendingCookie.clear(res);
    this.refreshCookie.write(res, outcome.opened);
    return { status: 'signed-in', session: outcome.opened.session };
  }
}
