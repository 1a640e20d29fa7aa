import type { Device } from '@maru/contracts/http/user/account';
import { AppError } from '@maru/service-kit/app-error';
import type { Backoff } from '@maru/service-kit/backoff';
import type { RateLimiter } from '@maru/service-kit/rate-limiter';
import { Inject, Injectable } from '@nestjs/common';
import { CognitoFailure, type CognitoClient, type CognitoTokens } from '../../../clients/cognito.client.js';
import type { Env } from '../../../config/env.js';
import type { AccountVersion } from '../../../flows/pending-flows.service.js';
import { KnownPlaces } from '../../../places/known-places.service.js';
import type { Place } from '../../../places/place.js';
import { COGNITO, ENV, RATE_LIMITER } from '../../../platform/injection-tokens.js';
import { keyedHash } from '../../../platform/sealing.js';
import { RecoveryCodesRepository } from '../../../repositories/recovery-codes.repository.js';
import { SecurityEventsRepository } from '../../../repositories/security-events.repository.js';
import { AccountChanges } from '../../sessions/account-changes.service.js';

export const recoveryCodeHash = (secret: string, userId: string, code: string): string =>
  keyedHash(secret, 'recovery-code', `${userId}\n${code}`);

const isTotp = (code: string) => /^\d{6}$/.test(code);

/** The holder of a code: a sign-in that has come this far, or (with `sessionId`) a live session. */
export interface CodeHolder extends AccountVersion {
  device: Device;
  place: Place;
  sessionId?: string;
}

/** The second factor: a code of the authenticator app, which Cognito checks, or a recovery code, which works once. */
@Injectable()
export class SecondFactorService {
  private readonly guesses: Backoff;

  constructor(
    @Inject(COGNITO) private readonly cognito: CognitoClient,
    @Inject(ENV) private readonly env: Pick<Env, 'SEALING_KEY'>,
    @Inject(RATE_LIMITER) limiter: RateLimiter,
    private readonly recoveryCodes: RecoveryCodesRepository,
    private readonly events: SecurityEventsRepository,
    private readonly changes: AccountChanges,
    private readonly places: KnownPlaces,
  ) {
    this.guesses = limiter.backoff('second-factor');
  }

  /** Exchanges a correct code for the tokens of a new sign-in. @throws CODE_INCORRECT, or RATE_LIMITED with a growing delay. */
  async signIn(
    { userId, version }: AccountVersion,
    code: string,
    { device, place }: { device: Device; place: Place },
  ): Promise<{ tokens: CognitoTokens; versionAfter: number }> {
    const tokens = await this.cognito.signInAs(userId);
    try {
      const holder = { userId, version, device, place };
      return { tokens, versionAfter: await this.check(holder, tokens.accessToken, code) };
    } catch (error) {
      await this.cognito.revoke(tokens.refreshToken);
      throw error;
    }
  }

  /** Returns the account's version after the check: using up a recovery code makes a new one. */
  async check(holder: CodeHolder, accessToken: string, code: string): Promise<number> {
    const { userId, version, device } = holder;
    const budget = await this.budgetOf(holder);
    await this.guesses.check(budget);
    const versionAfter = isTotp(code)
      ? (await this.isRightTotp(accessToken, code)) && version
      : await this.useRecoveryCode(holder, code);
    if (!versionAfter) {
      await this.guesses.fail(budget);
      await this.events.add({ userId, type: 'sign-in-failed', detail: 'two-factor', device });
      throw new AppError('CODE_INCORRECT');
    }
    await this.guesses.succeed(budget);
    return versionAfter;
  }

  /** Strangers who know the password share one budget; the owner's devices and sessions have their own. */
  private async budgetOf({ userId, place, sessionId }: CodeHolder): Promise<string> {
    if (sessionId) return `${userId} session ${sessionId}`;
    const { key, isKnown } = await this.places.budgetOf(userId, place);
    return isKnown ? `${userId} ${key}` : userId;
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

  /** Returns `undefined` if it isn't one of theirs. */
  private async useRecoveryCode(holder: CodeHolder, code: string): Promise<number | undefined> {
    const { userId, version, device, sessionId } = holder;
    const hash = recoveryCodeHash(this.env.SEALING_KEY, userId, code);
    try {
      return await this.changes.apply(userId, {
        by: sessionId ? { userId, sessionId } : undefined,
        expectedVersion: version,
        event: { type: 'recovery-code-used', device },
        also: async ({ db }) => {
          if (!(await this.recoveryCodes.take(userId, hash, db))) throw new AppError('CODE_INCORRECT');
        },
        notice: { kind: 'recovery-code-used' },
      });
    } catch (error) {
      if (error instanceof AppError && error.code === 'CODE_INCORRECT') return undefined;
      throw error;
    }
  }
}
