import type { Device } from '@maru/contracts/http/user/account';
import type { ErrorCode } from '@maru/contracts/errors';
import { AppError } from '@maru/service-kit/app-error';
import type { Backoff } from '@maru/service-kit/backoff';
import type { Logger } from '@maru/service-kit/logger';
import type { RateLimit, RateLimiter } from '@maru/service-kit/rate-limiter';
import { Inject, Injectable } from '@nestjs/common';
import { CognitoFailure, type CognitoClient, type PasswordCheck } from '../../clients/cognito.client.js';
import { COGNITO, LOGGER, RATE_LIMITER } from '../../platform/injection-tokens.js';
import { AccountsRepository } from '../../repositories/accounts.repository.js';
import { SecurityEventsRepository } from '../../repositories/security-events.repository.js';

interface Attempt {
  email: string;
  password: string;
  /** Failures are counted by address and IP: nobody can lock somebody else out from afar. */
  ip: string;
  device: Device;
  /** What a wrong password is called here. */
  wrong: ErrorCode;
}

/** Looks at passwords, through Cognito, with a wait that grows from failure to failure. */
@Injectable()
export class PasswordChecks {
  private readonly guesses: Backoff;
  private readonly perEmail: RateLimit;

  constructor(
    @Inject(COGNITO) private readonly cognito: CognitoClient,
    @Inject(RATE_LIMITER) limiter: RateLimiter,
    @Inject(LOGGER) private readonly log: Logger,
    private readonly accounts: AccountsRepository,
    private readonly events: SecurityEventsRepository,
  ) {
    this.guesses = limiter.backoff('password');
    // From however many addresses: well above what a person needs, well below what a guesser does.
    this.perEmail = limiter.limit('password', { points: 30, seconds: 15 * 60 });
  }

  /** `not-confirmed`: the password is right, but the address was never confirmed. An unknown address is a wrong password. */
  async check(attempt: Attempt): Promise<PasswordCheck | { status: 'not-confirmed' }> {
    const { email, password, ip } = attempt;
    const key = `${email} ${ip}`;
    await this.guesses.check(key);
    await this.perEmail.consume(email);
    try {
      const result = await this.cognito.signInWithPassword(email, password);
      await this.guesses.succeed(key);
      return result;
    } catch (error) {
      const reason = error instanceof CognitoFailure ? error.reason : undefined;
      if (reason === 'not-confirmed') return { status: 'not-confirmed' };
      if (reason === 'too-many-attempts')
        throw new AppError('RATE_LIMITED', { cause: error, retryAfterMs: 5_000 });
      if (reason !== 'wrong-credentials' && reason !== 'user-not-found') throw error;
      await this.guesses.fail(key);
      this.record(attempt);
      throw new AppError(attempt.wrong, { cause: error });
    }
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
