import type { Device } from '@maru/contracts/http/user/account';
import { AppError } from '@maru/service-kit/app-error';
import type { Backoff } from '@maru/service-kit/backoff';
import type { RateLimiter } from '@maru/service-kit/rate-limiter';
import { Inject, Injectable } from '@nestjs/common';
import { CognitoFailure, type CognitoClient, type CognitoTokens } from '../../clients/cognito.client.js';
import type { Env } from '../../config/env.js';
import { AccountMails } from '../../mails/account-mails.service.js';
import { COGNITO, ENV, RATE_LIMITER } from '../../platform/injection-tokens.js';
import { keyedHash } from '../../platform/sealing.js';
import { AccountsRepository } from '../../repositories/accounts.repository.js';
import { RecoveryCodesRepository } from '../../repositories/recovery-codes.repository.js';
import { SecurityEventsRepository } from '../../repositories/security-events.repository.js';

export const recoveryCodeHash = (secret: string, userId: string, code: string): string =>
  keyedHash(secret, 'recovery-code', `${userId}\n${code}`);

const isTotp = (code: string) => /^\d{6}$/.test(code);

/** The second factor: a code of the authenticator app, which Cognito checks, or a recovery code, which works once. */
@Injectable()
export class SecondFactorService {
  private readonly guesses: Backoff;

  constructor(
    @Inject(COGNITO) private readonly cognito: CognitoClient,
    @Inject(ENV) private readonly env: Pick<Env, 'SEALING_KEY'>,
    @Inject(RATE_LIMITER) limiter: RateLimiter,
    private readonly accounts: AccountsRepository,
    private readonly recoveryCodes: RecoveryCodesRepository,
    private readonly events: SecurityEventsRepository,
    private readonly mails: AccountMails,
  ) {
    this.guesses = limiter.backoff('second-factor');
  }

  /** Tokens of a new sign-in, for who has the right code. CODE_INCORRECT, or RATE_LIMITED with a growing wait. */
  async signIn(userId: string, code: string, device: Device): Promise<CognitoTokens> {
    const tokens = await this.cognito.signInAs(userId);
    try {
      await this.check({ userId, accessToken: tokens.accessToken }, code, device);
      return tokens;
    } catch (error) {
      await this.cognito.revoke(tokens.refreshToken);
      throw error;
    }
  }

  /** As above, for who has an access token. */
  async check(
    { userId, accessToken }: { userId: string; accessToken: string },
    code: string,
    device: Device,
  ): Promise<void> {
    await this.guesses.check(userId);
    const isRight = isTotp(code)
      ? await this.isRightTotp(accessToken, code)
      : await this.useRecoveryCode(userId, code, device);
    if (!isRight) {
      await this.guesses.fail(userId);
      await this.events.add({ userId, type: 'sign-in-failed', detail: 'two-factor', device });
      throw new AppError('CODE_INCORRECT');
    }
    await this.guesses.succeed(userId);
  }

  private async isRightTotp(accessToken: string, code: string): Promise<boolean> {
    try {
      return await this.cognito.verifyTotp(accessToken, code);
    } catch (error) {
      if (error instanceof CognitoFailure && error.reason === 'too-many-attempts')
        throw new AppError('RATE_LIMITED', { retryAfterMs: 60_000, cause: error });
      throw error;
    }
  }

  private async useRecoveryCode(userId: string, code: string, device: Device): Promise<boolean> {
    const isRight = await this.recoveryCodes.take(
      userId,
      recoveryCodeHash(this.env.SEALING_KEY, userId, code),
    );
    if (!isRight) return false;
    await this.events.add({ userId, type: 'recovery-code-used', device });
    const account = await this.accounts.find(userId);
    if (account) this.mails.notify('recovery-code-used', account);
    return true;
  }
}
