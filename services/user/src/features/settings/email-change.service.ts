import type { accountRoutes, Device } from '@maru/contracts/http/user/account';
import type { RouteBody } from '@maru/contracts/route';
import { AppError } from '@maru/service-kit/app-error';
import type { RateLimit, RateLimiter } from '@maru/service-kit/rate-limiter';
import type { Caller } from '@maru/service-kit/tokens';
import { Inject, Injectable } from '@nestjs/common';
import { CognitoFailure, type CognitoClient } from '../../clients/cognito.client.js';
import { AccountMails } from '../../mails/account-mails.service.js';
import { EmailCodes } from '../../mails/email-codes.service.js';
import { COGNITO, RATE_LIMITER } from '../../platform/injection-tokens.js';
import { isDuplicate } from '../../platform/prisma.service.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { AccountChanges } from '../sessions/account-changes.service.js';

/** Changing (or adding) the address that one signs in with. */
@Injectable()
export class EmailChangeService {
  private readonly requests: RateLimit;

  constructor(
    @Inject(COGNITO) private readonly cognito: CognitoClient,
    @Inject(RATE_LIMITER) limiter: RateLimiter,
    private readonly accounts: AccountsService,
    private readonly codes: EmailCodes,
    private readonly mails: AccountMails,
    private readonly changes: AccountChanges,
  ) {
    this.requests = limiter.limit('email-change', { points: 5, seconds: 3600 });
  }

  /** Mails a code to the new address. If it has an account, its owner is told instead, and the caller can't see a difference. */
  async request(caller: Caller, { email, locale }: RouteBody<typeof accountRoutes.requestEmailChange>) {
    await this.requests.consume(caller.userId);
    const { nickname } = await this.accounts.security(caller.userId);
    const owner = await this.accounts.findByEmail(email);
    const isDecoy = owner !== undefined && owner.userId !== caller.userId;
    if (isDecoy) this.mails.notify('taken-address', owner);
    return this.codes.send(this.undertakingOf(caller), { email, locale, nickname, isDecoy });
  }

  /** Cognito first: a crash after it is made good by the same code, which is used up together with our own change. */
  async confirm(
    caller: Caller,
    { email, code }: RouteBody<typeof accountRoutes.confirmEmailChange>,
    device: Device,
  ): Promise<void> {
    const { userId } = caller;
    await this.codes.check(this.undertakingOf(caller), email, code);
    await this.setAtCognito(userId, email);
    try {
      await this.changes.apply(userId, {
        event: { type: 'email-changed', device },
        set: { email },
        also: (db) => this.codes.use(this.undertakingOf(caller), db),
        notice: { kind: 'email-changed', valuesFor: () => ({ email }) },
      });
    } catch (error) {
      throw isDuplicate(error) ? new AppError('EMAIL_TAKEN', { cause: error }) : error;
    }
  }

  private async setAtCognito(userId: string, email: string): Promise<void> {
    try {
      await this.cognito.setEmail(userId, email);
    } catch (error) {
      const isTaken = error instanceof CognitoFailure && error.reason === 'user-exists';
      if (!isTaken) throw error;
      await this.removeSquatter(email);
      await this.cognito.setEmail(userId, email);
    }
  }

  /** Somebody began a sign-up with this address and never proved it; the caller just has. */
  private async removeSquatter(email: string): Promise<void> {
    const squatter = await this.cognito.findByEmail(email);
    if (!squatter) return;
    if (squatter.isConfirmed) throw new AppError('EMAIL_TAKEN');
    await this.cognito.deleteUser(squatter.userId);
  }

  private undertakingOf({ userId }: Caller) {
    return { purpose: 'change_email', subject: userId } as const;
  }
}
