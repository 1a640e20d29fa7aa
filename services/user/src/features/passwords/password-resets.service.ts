import type { passwordRoutes } from '@maru/contracts/http/user/passwords';
import type { Device } from '@maru/contracts/http/user/account';
import { limits } from '@maru/contracts/limits';
import type { Locale } from '@maru/contracts/primitives';
import type { RouteBody } from '@maru/contracts/route';
import { AppError } from '@maru/service-kit/app-error';
import type { Logger } from '@maru/service-kit/logger';
import type { RateLimit, RateLimiter } from '@maru/service-kit/rate-limiter';
import { Inject, Injectable } from '@nestjs/common';
import type { CognitoClient } from '../../clients/cognito.client.js';
import { EmailCodes, type CodeToMail } from '../../mails/email-codes.service.js';
import { AddressAttempts } from '../../places/address-attempts.service.js';
import type { Place } from '../../places/place.js';
import type { AtLeast } from '../../platform/at-least.js';
import { AT_LEAST, COGNITO, LOGGER, RATE_LIMITER } from '../../platform/injection-tokens.js';
import type { AccountSecurity } from '../../repositories/accounts.repository.js';
import { AccountChanges } from '../sessions/account-changes.service.js';
import { passwordError } from './password-error.js';

/** Longer than `begin` takes, with an account or without. */
const answerAfterMs = 100;

interface Asker {
  device: Device;
  place: Place;
}

/** Each place has a flow of its own, so that a stranger can't use up the owner's code. */
const flowOf = (email: string, placeKey: string) =>
  ({ kind: 'reset_password', key: `${email}\n${placeKey}` }) as const;

/**
 * Sets a new password by mailed code. An unknown address gets a flow that no code fits, so that answers, limits and work are the same
 * as for an account.
 */
@Injectable()
export class PasswordResets {
  @Inject(AT_LEAST) private readonly atLeast!: AtLeast;
  private readonly perMinute: RateLimit;
  private readonly perHour: RateLimit;
  private readonly ofStrangers: RateLimit;
  private readonly tries: RateLimit;

  constructor(
    @Inject(COGNITO) private readonly cognito: CognitoClient,
    @Inject(RATE_LIMITER) limiter: RateLimiter,
    @Inject(LOGGER) private readonly log: Logger,
    private readonly codes: EmailCodes,
    private readonly attempts: AddressAttempts,
    private readonly changes: AccountChanges,
  ) {
    this.perMinute = limiter.limit('forgot', { points: 1, seconds: 60 });
    this.perHour = limiter.limit('forgot-hour', { points: 5, seconds: 3600 });
    this.ofStrangers = limiter.limit('forgot-strangers', { points: 10, seconds: 3600 });
    this.tries = limiter.limit('reset', { points: 10, seconds: 600 });
  }

  /** Answers before anything is mailed: neither the answer nor its time tells whether the address has an account. */
  forgot({ email, locale }: RouteBody<typeof passwordRoutes.forgotPassword>, place: Place) {
    return this.atLeast(answerAfterMs, this.begin({ email, locale }, place));
  }

  private async begin(receiver: { email: string; locale: Locale }, place: Place) {
    const { email } = receiver;
    const { account, placeKey } = await this.attempts.count(
      { email, place },
      {
        own: [this.perMinute, this.perHour],
        takeForStranger: (address) => this.ofStrangers.consume(address),
      },
    );
    const flow = flowOf(email, placeKey);
    await this.codes.cancel(flow);
    const waiting = await this.codes.begin(
      { ...flow, account: account && { userId: account.userId, version: account.credentialVersion } },
      { ...receiver, nickname: account?.nickname, isDecoy: !account },
    );
    this.mail(waiting, account).catch((error: unknown) =>
      this.log.error({ err: error }, 'mailing a reset code failed'),
    );
    return { resendAfterMs: limits.signUpCode.resendAfterMs };
  }

  /** Ends every session and flow of the account. */
  async reset(
    { email, code, newPassword }: RouteBody<typeof passwordRoutes.resetPassword>,
    { device, place }: Asker,
  ): Promise<void> {
    const { account, placeKey } = await this.attempts.count({ email, place }, { own: [this.tries] });
    const flow = flowOf(email, placeKey);
    const userId = account?.userId ?? '';
    await this.changes.exclusively(userId || email, async () => {
      const { version } = await this.codes.check(flow, email, code);
      if (!account) return this.setForLostAccount(email, newPassword, () => this.codes.use(flow));
      await this.set(userId, newPassword);
      await this.changes.applyHeld(userId, {
        expectedVersion: version,
        event: { type: 'password-reset', device },
        set: { hasPassword: true },
        endSessions: {},
        place,
        notice: { kind: 'password-changed' },
      });
      await this.cognito.revokeAll(userId);
    });
  }

  private async mail(waiting: CodeToMail, account: AccountSecurity | undefined): Promise<void> {
    if (account) await this.codes.mail(waiting);
    else if ((await this.cognito.findByEmail(waiting.receiver.email))?.isConfirmed)
      await this.codes.mail(await this.codes.replace(waiting.flow, waiting.receiver));
  }

  /** Our rows were lost but Cognito has the user: the next sign-in with the new password restores the account. */
  private async setForLostAccount(
    email: string,
    newPassword: string,
    take: () => Promise<void>,
  ): Promise<void> {
    const user = await this.cognito.findByEmail(email);
    if (!user?.isConfirmed) throw new AppError('CODE_INCORRECT');
    await take();
    await this.set(user.userId, newPassword);
    await this.cognito.revokeAll(user.userId);
  }

  private async set(userId: string, newPassword: string): Promise<void> {
    await this.cognito.setPassword(userId, newPassword).catch((error: unknown) => {
      throw passwordError(error);
    });
  }
}
