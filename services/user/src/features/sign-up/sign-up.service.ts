import type { authRoutes, PendingSignUp } from '@maru/contracts/http/user/auth';
import { limits } from '@maru/contracts/limits';
import type { Locale } from '@maru/contracts/primitives';
import type { RouteBody } from '@maru/contracts/route';
import { AppError, toAppError } from '@maru/service-kit/app-error';
import type { Clock } from '@maru/service-kit/clock';
import type { RateLimit, RateLimiter } from '@maru/service-kit/rate-limiter';
import type { Logger } from '@maru/service-kit/logger';
import type { Locks } from '@maru/service-kit/mysql/locks';
import { Inject, Injectable } from '@nestjs/common';
import { CognitoFailure, type CognitoClient, type CognitoTokens } from '../../clients/cognito.client.js';
import { AccountMails } from '../../mails/account-mails.service.js';
import type { Place } from '../../places/place.js';
import { within, type AtLeast } from '../../platform/at-least.js';
import { AT_LEAST, CLOCK, COGNITO, LOCKS, LOGGER, RATE_LIMITER } from '../../platform/injection-tokens.js';
import {
  PendingSignUpsRepository,
  type PendingSignUpRecord,
} from '../../repositories/pending-sign-ups.repository.js';
import { firstVersion, type AccountSecurity } from '../../repositories/accounts.repository.js';
import { AccountsService } from '../../accounts/accounts.service.js';
import { hashSignUpToken, isSignUpToken, newSignUpToken } from './sign-up-token.js';

type SignUpInput = RouteBody<typeof authRoutes.signUp>;
type ConfirmInput = RouteBody<typeof authRoutes.confirmSignUp>;
type ResendInput = RouteBody<typeof authRoutes.resendCode>;

/** A confirmation may be repeated within this time: a double click, or a lost response. */
const repeatableMs = 10 * 60_000;

/** Lifetime of codes mailed by Cognito. */
const codeLifetimeMs = 24 * 3_600_000;
/** Attempts per code. Cognito allows three codes with five attempts each per hour. */
const maxAttempts = 5;
const maxCodes = 3;
const longPauseMs = 3_600_000;

/** Maximum wait of the response for another mail. */
const mailPauseMs = 200;

/** Longer than Cognito takes for a wrong code. */
const confirmAfterMs = 150;

/** Longer than any branch of a sign-up usually takes. */
const answerAfterMs = 250;

const reasonOf = (error: unknown) => (error instanceof CognitoFailure ? error.reason : undefined);

const isUnmailed = (error: unknown) =>
  reasonOf(error) === 'undeliverable' || reasonOf(error) === 'mail-unavailable';

/** The error for callers if a code wasn't mailed: it blames the field if the address is permanently refused. */
const unmailed = (error: unknown): unknown => {
  if (!isUnmailed(error)) return error;
  return reasonOf(error) === 'undeliverable'
    ? new AppError('VALIDATION_FAILED', { fields: { email: 'undeliverable' }, cause: error })
    : new AppError('UNAVAILABLE', { cause: error });
};

/**
 * E-mail sign-up. Answers are the same whether the address is taken or not, and only the browser that started the latest sign-up
 * of an address can complete it (see docs/adr/0005).
 */
@Injectable()
export class SignUpService {
  @Inject(AT_LEAST) private readonly atLeast!: AtLeast;
  @Inject(CLOCK) private readonly clock!: Clock;
  private readonly signUpsPerPlace: RateLimit;
  private readonly signUpsPerEmail: RateLimit;
  private readonly noticesPerEmail: RateLimit;

  constructor(
    @Inject(COGNITO) private readonly cognito: CognitoClient,
    @Inject(RATE_LIMITER) limiter: RateLimiter,
    @Inject(LOCKS) private readonly locks: Locks,
    @Inject(LOGGER) private readonly log: Logger,
    private readonly mails: AccountMails,
    private readonly pendingSignUps: PendingSignUpsRepository,
    private readonly accounts: AccountsService,
  ) {
    this.signUpsPerPlace = limiter.limit('sign-up', { points: 5, seconds: 600 });
    this.signUpsPerEmail = limiter.limit('sign-up-address', { points: 30, seconds: 600 });
    this.noticesPerEmail = limiter.limit('taken-notice', { points: 1, seconds: 3600 });
  }

  /** Starts a sign-up, replacing an earlier unconfirmed one. */
  async start(input: SignUpInput, { address }: Place): Promise<PendingSignUp> {
    await this.signUpsPerPlace.consume(`${input.email} ${address}`);
    await this.signUpsPerEmail.consume(input.email);
    return this.atLeast(
      answerAfterMs,
      this.alone(input.email, () => this.begin(input)),
    );
  }

  private async begin(input: SignUpInput): Promise<PendingSignUp> {
    const { email, password, nickname, locale, consents } = input;
    const userId = await this.register({ email, password, locale });
    if (!userId) await this.tellOwner(input);
    const now = this.clock();
    const signUpToken = newSignUpToken();
    await this.pendingSignUps.save({
      email,
      userId: userId ?? null,
      tokenHash: hashSignUpToken(signUpToken),
      nickname,
      locale,
      marketingConsented: consents.marketing,
      consentedAt: now,
      codeSentAt: now,
      codesSent: 1,
      attempts: 0,
      confirmedAt: null,
    });
    return { email, signUpToken, resendAfterMs: limits.signUpCode.resendAfterMs };
  }

  /**
   * Completes a sign-up and signs in. Repeats with the same token succeed for a while, unless anything has changed since. Answers
   * to wrong codes are equal in content and time, whether the address is taken or not.
   */
  confirm(input: ConfirmInput): Promise<{ tokens: CognitoTokens; version: number }> {
    const work = async () => {
      // Strangers with made-up tokens don't reach the lock.
      await this.requirePending(input.email, input.signUpToken);
      return this.alone(input.email, () => this.finish(input));
    };
    return this.atLeast(confirmAfterMs, work());
  }

  private async finish({ email, signUpToken, code }: ConfirmInput) {
    const pending = await this.requirePending(email, signUpToken);
    if (!this.wasJustConfirmed(pending)) await this.checkCode(pending, code);
    const { userId } = pending;
    if (!userId) throw new AppError('CODE_INCORRECT');
    const account = await this.accounts.ensure(userId);
    const isNew = account.credentialVersion === firstVersion && !account.twoFactorAt;
    if (!isNew) throw new AppError('SIGN_UP_SUPERSEDED');
    if (!pending.confirmedAt) await this.pendingSignUps.update(email, { confirmedAt: this.clock() });
    return { tokens: await this.cognito.signInAs(userId), version: firstVersion };
  }

  async resend({ email, signUpToken }: ResendInput): Promise<{ resendAfterMs: number }> {
    const work = this.alone(email, async () => {
      await this.sendCodeAgain(await this.requirePending(email, signUpToken));
      return { resendAfterMs: limits.signUpCode.resendAfterMs };
    });
    return this.atLeast(answerAfterMs, work);
  }

  /** Hands an unconfirmed sign-up over to this browser, which has sent its correct password. */
  async resume(email: string): Promise<PendingSignUp> {
    return this.alone(email, async () => {
      const pending = await this.pendingSignUps.find(email);
      if (!pending?.userId) throw new AppError('SIGN_UP_SUPERSEDED');
      const signUpToken = newSignUpToken();
      await this.pendingSignUps.update(email, { tokenHash: hashSignUpToken(signUpToken) });
      const resendAfterMs = await this.sendCodeAgain(pending).then(
        () => limits.signUpCode.resendAfterMs,
        (error: unknown) => {
          if (error instanceof AppError && error.code === 'RATE_LIMITED') return error.retryAfterMs ?? 0;
          throw error;
        },
      );
      return { email, signUpToken, resendAfterMs };
    });
  }

  /** Recreates the account of a confirmed Cognito user whose row was lost; the caller has verified the password. */
  async recover(userId: string, owner: { email: string; locale: Locale }): Promise<AccountSecurity> {
    return this.alone(owner.email, async () => {
      const user = await this.cognito.describe(userId);
      if (!user) throw new AppError('CREDENTIALS_INCORRECT');
      return this.accounts.adopt(user, owner);
    });
  }

  /** One step per address at a time: a start must not delete the user in the middle of a confirmation. */
  private alone<T>(email: string, work: () => Promise<T>): Promise<T> {
    return this.locks.withLocks([`email ${email}`], work);
  }

  /** Returns the new user's id, or `undefined` if the address is taken. */
  private async register(input: {
    email: string;
    password: string;
    locale: SignUpInput['locale'];
  }): Promise<string | undefined> {
    // The second attempt finds no unconfirmed user any more, unless another sign-up with this address starts at this very moment.
    for (let attempt = 0; attempt < 3; attempt += 1) {
      try {
        return await this.cognito.signUp(input);
      } catch (error) {
        if (reasonOf(error) === 'password-too-weak')
          throw new AppError('PASSWORD_TOO_WEAK', { cause: error });
        if (isUnmailed(error)) await this.forgetUnmailed(input.email);
        if (reasonOf(error) !== 'user-exists') throw unmailed(error);
      }
      const existing = await this.cognito.findByEmail(input.email);
      if (existing?.isConfirmed && (await this.accounts.exists(existing.userId))) return undefined;
      if (existing) await this.forget(existing.userId);
    }
    throw new AppError('CONFLICT');
  }

  /** Cognito keeps a user whose code it couldn't mail; without a code, that sign-up could never be completed. */
  private async forgetUnmailed(email: string): Promise<void> {
    const made = await this.cognito.findByEmail(email);
    if (made && !made.isConfirmed) await this.forget(made.userId);
  }

  private async forget(userId: string): Promise<void> {
    try {
      await this.cognito.deleteUser(userId);
    } catch (error) {
      if (reasonOf(error) !== 'user-not-found') throw error;
    }
  }

  private async requirePending(email: string, signUpToken: string): Promise<PendingSignUpRecord> {
    const pending = await this.pendingSignUps.find(email);
    if (!pending) throw new AppError('SIGN_UP_SUPERSEDED');
    if (!isSignUpToken(signUpToken, pending.tokenHash)) throw new AppError('SIGN_UP_SUPERSEDED');
    return pending;
  }

  private wasJustConfirmed({ confirmedAt }: PendingSignUpRecord): boolean {
    if (!confirmedAt) return false;
    if (this.clock().getTime() - confirmedAt.getTime() > repeatableMs)
      throw new AppError('SIGN_UP_SUPERSEDED');
    return true;
  }

  /** Our own limits on attempts and lifetime apply before Cognito's, which don't exist for a taken address. */
  private async checkCode({ email, userId, codeSentAt }: PendingSignUpRecord, code: string): Promise<void> {
    if (this.clock().getTime() - codeSentAt.getTime() > codeLifetimeMs) throw new AppError('CODE_EXPIRED');
    if (!(await this.pendingSignUps.takeAttempt(email, maxAttempts))) throw new AppError('CODE_EXPIRED');
    if (userId)
      await this.confirmAtCognito(userId, code).catch((error: unknown) => this.giveBack(email, error));
  }

  /** A code that wasn't checked doesn't count as an attempt. */
  private async giveBack(email: string, failure: unknown): Promise<never> {
    if (toAppError(failure).code === 'UNAVAILABLE') await this.pendingSignUps.giveAttemptBack(email);
    throw failure;
  }

  private async confirmAtCognito(userId: string, code: string): Promise<void> {
    try {
      await this.cognito.confirmSignUp(userId, code);
    } catch (error) {
      const reason = reasonOf(error);
      // Confirmed by an earlier attempt of this same sign-up, whose response was lost.
      if (reason === 'already-confirmed') return;
      if (reason === 'code-incorrect') throw new AppError('CODE_INCORRECT', { cause: error });
      if (reason === 'code-expired') throw new AppError('CODE_EXPIRED', { cause: error });
      if (reason === 'user-not-found') throw new AppError('SIGN_UP_SUPERSEDED', { cause: error });
      if (reason === 'too-many-attempts') throw new AppError('CODE_EXPIRED', { cause: error });
      throw error;
    }
  }

  /** Awaited no longer than the response for a taken address takes, so that timing reveals nothing. */
  private async sendCodeAgain({ email, userId, locale, codeSentAt, codesSent }: PendingSignUpRecord) {
    const now = this.clock();
    const pauseMs = codesSent < maxCodes ? limits.signUpCode.resendAfterMs : longPauseMs;
    const sentBefore = new Date(now.getTime() - pauseMs);
    if (!(await this.pendingSignUps.claimCodeSending(email, { now, sentBefore }))) {
      throw new AppError('RATE_LIMITED', { retryAfterMs: codeSentAt.getTime() - sentBefore.getTime() });
    }
    if (!userId) return;
    await within(mailPauseMs, this.mailAgain(userId, locale));
  }

  private async mailAgain(userId: string, locale: Locale): Promise<void> {
    try {
      await this.cognito.resendCode(userId, locale);
    } catch (error) {
      this.log.info({ err: error }, 'another sign-up code could not be mailed');
      if (reasonOf(error) === 'user-not-found') throw new AppError('SIGN_UP_SUPERSEDED', { cause: error });
      throw unmailed(error);
    }
  }

  private async tellOwner({ email, locale }: SignUpInput): Promise<void> {
    const isNew = await this.noticesPerEmail.consume(email).then(
      () => true,
      () => false,
    );
    if (isNew) this.mails.notify('taken-address', { email, locale });
  }
}
