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
import { KnownPlaces, type Budget } from '../../places/known-places.service.js';
import type { Place } from '../../places/place.js';
import { COGNITO, LOGGER, RATE_LIMITER } from '../../platform/injection-tokens.js';
import { AccountsRepository, type AccountSecurity } from '../../repositories/accounts.repository.js';
import { SecurityEventsRepository } from '../../repositories/security-events.repository.js';
import { AccountsService } from '../accounts/accounts.service.js';

interface Attempt {
  email: string;
  password: string;
  place: Place;
  /** Of somebody who is signed in: has a budget of its own. */
  sessionId?: string;
  device: Device;
  /** What a wrong password is called here. */
  wrong: ErrorCode;
}

/** The password is right, for an account as it was before it was looked at; `account` is missing where ours got lost. */
export interface RightPassword {
  status: 'right';
  userId: string;
  account: AccountSecurity | undefined;
  hasTwoFactor: boolean;
  tokens: CognitoTokens | undefined;
}

/**
 * Cognito itself locks a user out after five failures in a row, wherever they come from, and forgets them after 15 quiet minutes:
 * strangers together get fewer, and none before it has forgotten.
 */
const strangers = { strikes: 4, quietSeconds: 15 * 60 + 5 };

/** Looks at passwords, through Cognito, with a wait that grows from failure to failure. */
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
    private readonly places: KnownPlaces,
  ) {
    this.guesses = limiter.backoff('password');
    this.perPlace = limiter.limit('password', { points: 30, seconds: 15 * 60 });
    this.ofStrangers = limiter.strikes('password-strangers', strangers);
  }

  /** `not-confirmed`: the password is right, but the address was never confirmed. An unknown address is a wrong password. */
  async check(attempt: Attempt): Promise<RightPassword | { status: 'not-confirmed' }> {
    const { email } = attempt;
    const account = await this.accounts.findByEmail(email);
    const budget = await this.budgetOf(attempt, account?.userId);
    const key = `${email} ${budget.key}`;
    await this.guesses.check(key);
    await this.perPlace.consume(key);
    if (!budget.isKnown) await this.ofStrangers.take(email);
    const result = await this.ask(attempt, { key, isStranger: !budget.isKnown });
    return result.status === 'not-confirmed' ? result : this.describe(attempt, result, account);
  }

  /** The password has to be that of this very account; nobody is signed in by it. */
  async prove(userId: string, attempt: Attempt): Promise<void> {
    const check = await this.check(attempt);
    if (check.status !== 'right') throw new AppError(attempt.wrong);
    if (check.tokens) await this.cognito.revoke(check.tokens.refreshToken);
    if (check.userId !== userId) throw new AppError(attempt.wrong);
  }

  private async budgetOf({ sessionId, place }: Attempt, userId: string | undefined): Promise<Budget> {
    if (sessionId) return { key: `session ${sessionId}`, isKnown: true };
    return this.places.budgetOf(userId, place);
  }

  private async ask(
    attempt: Attempt,
    { key, isStranger }: { key: string; isStranger: boolean },
  ): Promise<PasswordCheck | { status: 'not-confirmed' }> {
    const { email, password } = attempt;
    try {
      const result = await this.cognito.signInWithPassword(email, password);
      // Cognito has forgotten the failures of others as well.
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
   * A crash may have left the address at Cognito and here different: then ours becomes Cognito's, the account is read, and Cognito asked
   * again.
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

  /** Not awaited: how long the answer takes must not tell whether there is an account. */
  private record({ email, device }: Attempt): void {
    const add = async () => {
      const account = await this.accounts.findByEmail(email);
      if (!account) return;
      await this.events.add({ userId: account.userId, type: 'sign-in-failed', detail: 'password', device });
    };
    add().catch((error: unknown) => this.log.warn({ err: error }, 'a failed sign-in was not recorded'));
  }
}
