import type { Device } from '@maru/contracts/http/user/account';
import type { ErrorCode } from '@maru/contracts/errors';
import { AppError } from '@maru/service-kit/app-error';
import type { Backoff } from '@maru/service-kit/backoff';
import type { Logger } from '@maru/service-kit/logger';
import type { RateLimit, RateLimiter } from '@maru/service-kit/rate-limiter';
import type { Strikes } from '@maru/service-kit/strikes';
import { Inject, Injectable } from '@nestjs/common';
import {
  CognitoFailure,
  type CognitoClient,
  type CognitoTokens,
  type PasswordCheck,
} from '../../clients/cognito.client.js';
import { AddressAttempts, type CountedAttempt } from '../../places/address-attempts.service.js';
import type { Place } from '../../places/place.js';
import { COGNITO, LOGGER, RATE_LIMITER } from '../../platform/injection-tokens.js';
import { AccountsRepository, type AccountSecurity } from '../../repositories/accounts.repository.js';
import { SecurityEventsRepository } from '../../repositories/security-events.repository.js';
import { AccountsService } from '../../accounts/accounts.service.js';

interface Attempt {
  email: string;
  password: string;
  place: Place;
  /** The caller's session, if there is one: it has a budget of its own. */
  sessionId?: string;
  device: Device;
  /** The error of a wrong password. */
  wrong: ErrorCode;
}

/** The right password, for the account as it was before the check; `account` is missing when our row was lost. */
export interface RightPassword {
  status: 'right';
  userId: string;
  account: AccountSecurity | undefined;
  hasTwoFactor: boolean;
  tokens: CognitoTokens | undefined;
}

/**
 * Cognito locks a user out after five failures in a row, from any place, and forgets them after 15 quiet minutes. All strangers together
 * get fewer tries, and none before Cognito has forgotten theirs.
 */
const strangers = { strikes: 4, quietSeconds: 15 * 60 + 5 };

/** Checks passwords at Cognito, with a wait that grows with each failure. */
@Injectable()
export class PasswordChecks {
  private readonly guesses: Backoff;
  private readonly perPlace: RateLimit;
  private readonly ofStrangers: Strikes;

  constructor(
    @Inject(COGNITO) private readonly cognito: CognitoClient,
    @Inject(RATE_LIMITER) limiter: RateLimiter,
    @Inject(LOGGER) private readonly log: Logger,
    private readonly accounts: AccountsRepository,
    private readonly owners: AccountsService,
    private readonly events: SecurityEventsRepository,
    private readonly attempts: AddressAttempts,
  ) {
    this.guesses = limiter.backoff('password');
    this.perPlace = limiter.limit('password', { points: 30, seconds: 15 * 60 });
    this.ofStrangers = limiter.strikes('password-strangers', strangers);
  }

  /** Returns `not-confirmed` for the right password of an unconfirmed address. An unknown address is a wrong password. */
  async check(attempt: Attempt): Promise<RightPassword | { status: 'not-confirmed' }> {
    const counted = await this.attempts.count(attempt, {
      own: [{ consume: (key) => this.guesses.check(key) }, this.perPlace],
      takeForStranger: (email) => this.ofStrangers.take(email),
    });
    const result = await this.ask(attempt, counted);
    return result.status === 'not-confirmed' ? result : this.describe(attempt, result, counted.account);
  }

  /** Throws unless the password is that of this account; opens no session. */
  async prove(userId: string, attempt: Attempt): Promise<void> {
    const check = await this.check(attempt);
    if (check.status !== 'right') throw new AppError(attempt.wrong);
    if (check.tokens) await this.cognito.revoke(check.tokens.refreshToken);
    if (check.userId !== userId) throw new AppError(attempt.wrong);
  }

  private async ask(
    attempt: Attempt,
    { key, isStranger }: CountedAttempt,
  ): Promise<PasswordCheck | { status: 'not-confirmed' }> {
    const { email, password } = attempt;
    try {
      const result = await this.cognito.signInWithPassword(email, password);
      // A success makes Cognito forget the failures of strangers as well.
      await Promise.all([this.guesses.succeed(key), this.ofStrangers.clear(email)]);
      return result;
    } catch (error) {
      const reason = error instanceof CognitoFailure ? error.reason : undefined;
      if (reason === 'not-confirmed') {
        await this.ofStrangers.clear(email);
        return { status: 'not-confirmed' };
      }
      if (reason === 'too-many-attempts')
        throw new AppError('RATE_LIMITED', { cause: error, retryAfterMs: 5_000 });
      if (reason !== 'wrong-credentials' && reason !== 'user-not-found') throw error;
      await this.guesses.fail(key);
      if (isStranger) await this.ofStrangers.extend(email);
      this.record(attempt);
      throw new AppError(attempt.wrong, { cause: error });
    }
  }

  /**
   * After a crash the address in our row may differ from Cognito's: then ours becomes Cognito's, and the password is checked again for
   * the account as it is now.
   */
  private async describe(
    { email, password }: Attempt,
    result: PasswordCheck,
    account: AccountSecurity | undefined,
  ): Promise<RightPassword> {
    const userId = result.status === 'two-factor' ? result.userId : result.tokens.userId;
    const tokens = result.status === 'two-factor' ? undefined : result.tokens;
    const right = { status: 'right', userId, hasTwoFactor: !tokens } as const;
    if (account?.userId === userId) return { ...right, account, tokens };
    if (account) await this.owners.releaseAddress(account.userId);
    if (await this.accounts.find(userId)) await this.owners.releaseAddress(userId);
    const own = await this.accounts.find(userId);
    if (!own) return { ...right, account: undefined, tokens };
    if (tokens) await this.cognito.revoke(tokens.refreshToken);
    const again = await this.cognito.signInWithPassword(email, password);
    return { ...right, account: own, tokens: again.status === 'two-factor' ? undefined : again.tokens };
  }

  /** Not awaited: the time of the answer must not tell whether the address has an account. */
  private record({ email, device }: Attempt): void {
    const add = async () => {
      const account = await this.accounts.findByEmail(email);
      if (!account) return;
      await this.events.add({ userId: account.userId, type: 'sign-in-failed', detail: 'password', device });
    };
    add().catch((error: unknown) => this.log.warn({ err: error }, 'recording a failed sign-in failed'));
  }
}
