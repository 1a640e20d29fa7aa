import type { passwordRoutes } from '@maru/contracts/http/user/passwords';
import type { Device } from '@maru/contracts/http/user/account';
import { limits } from '@maru/contracts/limits';
import type { RouteBody } from '@maru/contracts/route';
import { AppError } from '@maru/service-kit/app-error';
import type { Logger } from '@maru/service-kit/logger';
import type { RateLimit, RateLimiter } from '@maru/service-kit/rate-limiter';
import type { Caller } from '@maru/service-kit/tokens';
import { Inject, Injectable } from '@nestjs/common';
import { CognitoFailure, type CognitoClient } from '../../clients/cognito.client.js';
import { EmailCodes } from '../../mails/email-codes.service.js';
import { COGNITO, LOGGER, RATE_LIMITER } from '../../platform/injection-tokens.js';
import { LiveSessions } from '../../platform/live-sessions.service.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { AccountChanges } from '../sessions/account-changes.service.js';

/** What Cognito refuses, as callers get to see it. */
const toAppError = (error: unknown): unknown => {
  if (!(error instanceof CognitoFailure)) return error;
  switch (error.reason) {
    case 'code-incorrect':
    case 'user-not-found':
      return new AppError('CODE_INCORRECT', { cause: error });
    case 'code-expired':
      return new AppError('CODE_EXPIRED', { cause: error });
    case 'password-too-weak':
      return new AppError('PASSWORD_TOO_WEAK', { cause: error });
    case 'wrong-credentials':
      return new AppError('PASSWORD_INCORRECT', { cause: error });
    case 'too-many-attempts':
      return new AppError('RATE_LIMITED', { cause: error, retryAfterMs: 60_000 });
    default:
      return error;
  }
};

/** Passwords, which only Cognito knows. */
@Injectable()
export class PasswordsService {
  private readonly mailsPerMinute: RateLimit;
  private readonly mailsPerHour: RateLimit;
  private readonly resets: RateLimit;

  constructor(
    @Inject(COGNITO) private readonly cognito: CognitoClient,
    @Inject(RATE_LIMITER) limiter: RateLimiter,
    @Inject(LOGGER) private readonly log: Logger,
    private readonly accounts: AccountsService,
    private readonly liveSessions: LiveSessions,
    private readonly codes: EmailCodes,
    private readonly changes: AccountChanges,
  ) {
    this.mailsPerMinute = limiter.limit('forgot', { points: 1, seconds: 60 });
    this.mailsPerHour = limiter.limit('forgot-hour', { points: 5, seconds: 3600 });
    this.resets = limiter.limit('reset', { points: 10, seconds: 600 });
  }

  /** Answers before anything is mailed: neither words nor time tell whether there is an account. */
  async forgot({ email, locale }: RouteBody<typeof passwordRoutes.forgotPassword>) {
    await this.mailsPerMinute.consume(email);
    await this.mailsPerHour.consume(email);
    this.cognito.forgotPassword(email, locale).catch((error: unknown) => {
      const isRefusal = error instanceof CognitoFailure;
      this.log[isRefusal ? 'info' : 'error']({ err: error }, 'no code for a new password was mailed');
    });
    return { resendAfterMs: limits.signUpCode.resendAfterMs };
  }

  /** Whoever reads the account's mail owns it: every session ends, and so does a change of address that was under way. */
  async reset(
    { email, code, newPassword }: RouteBody<typeof passwordRoutes.resetPassword>,
    device: Device,
  ): Promise<void> {
    await this.resets.consume(email);
    await this.cognito.resetPassword({ email, code, newPassword }).catch((error: unknown) => {
      throw toAppError(error);
    });
    const account = await this.accounts.findByEmail(email);
    if (!account) return;
    const { userId } = account;
    await this.changes.apply(userId, {
      event: { type: 'password-reset', device },
      set: { hasPassword: true },
      endSessions: {},
      also: (db) => this.codes.cancel({ purpose: 'change_email', subject: userId }, db),
      notice: { kind: 'password-changed' },
    });
    await this.cognito.revokeAll(userId);
  }

  /** With the current password; the first one with a fresh proof of who one is. Other sessions end. */
  async change(
    caller: Caller & { accessToken: string },
    { currentPassword, newPassword }: RouteBody<typeof passwordRoutes.changePassword>,
    device: Device,
  ): Promise<void> {
    const { userId, sessionId, accessToken } = caller;
    const account = await this.accounts.security(userId);
    if (account.hasPassword) {
      if (!currentPassword) throw new AppError('PASSWORD_INCORRECT');
      await this.cognito
        .changePassword({ accessToken, currentPassword, newPassword })
        .catch((error: unknown) => {
          throw toAppError(error);
        });
    } else {
      await this.liveSessions.requireStepUp(caller);
      if (!account.email) throw new AppError('EMAIL_REQUIRED');
      await this.cognito.setPassword(userId, newPassword).catch((error: unknown) => {
        throw toAppError(error);
      });
    }
    await this.changes.apply(userId, {
      event: { type: account.hasPassword ? 'password-changed' : 'password-set', device },
      set: { hasPassword: true },
      endSessions: { except: sessionId },
      notice: { kind: 'password-changed' },
    });
  }
}
