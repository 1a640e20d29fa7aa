import type { authRoutes, PendingSignUp } from '@maru/contracts/http/user/auth';
import { limits } from '@maru/contracts/limits';
import type { RouteBody } from '@maru/contracts/route';
import { AppError } from '@maru/service-kit/app-error';
import type { RateLimit, RateLimiter } from '@maru/service-kit/rate-limiter';
import { Inject, Injectable } from '@nestjs/common';
import { CognitoFailure, type CognitoClient, type CognitoTokens } from '../../clients/cognito.client.js';
import { AccountMails } from '../../mails/account-mails.service.js';
import { atLeast } from '../../platform/at-least.js';
import { COGNITO, RATE_LIMITER } from '../../platform/injection-tokens.js';
import {
  PendingSignUpsRepository,
  type PendingSignUpRecord,
} from '../../repositories/pending-sign-ups.repository.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { hashSignUpToken, isSignUpToken, newSignUpToken } from './sign-up-token.js';

type SignUpInput = RouteBody<typeof authRoutes.signUp>;
type ConfirmInput = RouteBody<typeof authRoutes.confirmSignUp>;
type ResendInput = RouteBody<typeof authRoutes.resendCode>;

/** How long a confirmation may be repeated: a double click, an answer that got lost. */
const repeatableMs = 10 * 60_000;

/** Longer than any branch of a sign-up usually takes. */
const answerAfterMs = 250;

const reasonOf = (error: unknown) => (error instanceof CognitoFailure ? error.reason : undefined);

const isUnmailed = (error: unknown) =>
  reasonOf(error) === 'undeliverable' || reasonOf(error) === 'mail-unavailable';

/** As callers may see it that a code was not mailed: the field's fault when the address is refused for good. */
const unmailed = (error: unknown): unknown => {
  if (!isUnmailed(error)) return error;
  return reasonOf(error) === 'undeliverable'
    ? new AppError('VALIDATION_FAILED', { fields: { email: 'undeliverable' }, cause: error })
    : new AppError('UNAVAILABLE', { cause: error });
};

/**
 * Signing up with an e-mail address. Answers are the same whether the address is taken or not, and only who started the
 * latest sign-up of an address can finish it (see docs/adr/0005).
 */
@Injectable()
export class SignUpService {
  private readonly signUpsPerEmail: RateLimit;
  private readonly confirmationsPerEmail: RateLimit;
  private readonly noticesPerEmail: RateLimit;

  constructor(
    @Inject(COGNITO) private readonly cognito: CognitoClient,
    @Inject(RATE_LIMITER) limiter: RateLimiter,
    private readonly mails: AccountMails,
    private readonly pendingSignUps: PendingSignUpsRepository,
    private readonly accounts: AccountsService,
  ) {
    this.signUpsPerEmail = limiter.limit('sign-up', { points: 5, seconds: 600 });
    this.confirmationsPerEmail = limiter.limit('confirm', { points: 10, seconds: 600 });
    this.noticesPerEmail = limiter.limit('taken-notice', { points: 1, seconds: 3600 });
  }

  /** Starts a sign-up, in place of an earlier one that was never confirmed. */
  async start(input: SignUpInput): Promise<PendingSignUp> {
    await this.signUpsPerEmail.consume(input.email);
    return atLeast(answerAfterMs, this.begin(input));
  }

  private async begin(input: SignUpInput): Promise<PendingSignUp> {
    const { email, password, nickname, locale, consents } = input;
    const userId = await this.register({ email, password, locale });
    if (!userId) await this.tellOwner(input);
    const now = new Date();
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
      confirmedAt: null,
    });
    return { email, signUpToken, resendAfterMs: limits.signUpCode.resendAfterMs };
  }

  /** Finishes a sign-up and signs in. Repeats with the same token succeed for a while. */
  async confirm({ email, signUpToken, code }: ConfirmInput): Promise<CognitoTokens> {
    await this.confirmationsPerEmail.consume(email);
    const pending = await this.requirePending(email, signUpToken);
    if (!pending.userId) throw new AppError('CODE_INCORRECT');
    if (!this.wasJustConfirmed(pending)) await this.confirmAtCognito(pending.userId, code);
    await this.accounts.ensure(pending.userId);
    if (!pending.confirmedAt) await this.pendingSignUps.update(email, { confirmedAt: new Date() });
    return this.cognito.signInAs(pending.userId);
  }

  async resend({ email, signUpToken }: ResendInput): Promise<{ resendAfterMs: number }> {
    const pending = await this.requirePending(email, signUpToken);
    await this.sendCodeAgain(pending);
    return { resendAfterMs: limits.signUpCode.resendAfterMs };
  }

  /** For who has the right password of a sign-up that waits for its code: hands it over to this browser. */
  async resume(email: string): Promise<PendingSignUp> {
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
  }

  /** The new user's id, or undefined when the address belongs to somebody. */
  private async register(input: {
    email: string;
    password: string;
    locale: SignUpInput['locale'];
  }): Promise<string | undefined> {
    // The second try meets no unconfirmed user any more, unless somebody signs up with this address at this very moment.
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
      if (existing?.isConfirmed) return undefined;
      if (existing) await this.forget(existing.userId);
    }
    throw new AppError('CONFLICT');
  }

  /** Cognito keeps a user whose code it could not mail; without a code nobody could ever finish that sign-up. */
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
    if (Date.now() - confirmedAt.getTime() > repeatableMs) throw new AppError('SIGN_UP_SUPERSEDED');
    return true;
  }

  private async confirmAtCognito(userId: string, code: string): Promise<void> {
    try {
      await this.cognito.confirmSignUp(userId, code);
    } catch (error) {
      const reason = reasonOf(error);
      // Confirmed by an earlier attempt of this very sign-up, whose end we didn't see.
      if (reason === 'already-confirmed') return;
      if (reason === 'code-incorrect') throw new AppError('CODE_INCORRECT', { cause: error });
      if (reason === 'code-expired') throw new AppError('CODE_EXPIRED', { cause: error });
      if (reason === 'user-not-found') throw new AppError('SIGN_UP_SUPERSEDED', { cause: error });
      if (reason === 'too-many-attempts')
        throw new AppError('RATE_LIMITED', { cause: error, retryAfterMs: 60_000 });
      throw error;
    }
  }

  private async sendCodeAgain({ email, userId, locale, codeSentAt }: PendingSignUpRecord): Promise<void> {
    const now = new Date();
    const sentBefore = new Date(now.getTime() - limits.signUpCode.resendAfterMs);
    if (!(await this.pendingSignUps.claimCodeSending(email, { now, sentBefore }))) {
      throw new AppError('RATE_LIMITED', { retryAfterMs: codeSentAt.getTime() - sentBefore.getTime() });
    }
    if (!userId) return;
    try {
      await this.cognito.resendCode(userId, locale);
    } catch (error) {
      const reason = reasonOf(error);
      if (reason === 'user-not-found') throw new AppError('SIGN_UP_SUPERSEDED', { cause: error });
      if (reason === 'too-many-attempts')
        throw new AppError('RATE_LIMITED', { cause: error, retryAfterMs: 15 * 60_000 });
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
