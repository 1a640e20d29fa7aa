import type { Device } from '@maru/contracts/http/user/account';
import { limits } from '@maru/contracts/limits';
import { AppError } from '@maru/service-kit/app-error';
import type { Clock } from '@maru/service-kit/clock';
import type { Caller } from '@maru/service-kit/tokens';
import { Inject, Injectable } from '@nestjs/common';
import { CognitoFailure, type CognitoClient } from '../../clients/cognito.client.js';
import type { Env } from '../../config/env.js';
import { CLOCK, COGNITO, ENV } from '../../platform/injection-tokens.js';
import { LiveSessions } from '../../sessions/live-sessions.service.js';
import { RecoveryCodesRepository } from '../../repositories/recovery-codes.repository.js';
import { AccountsService } from '../../accounts/accounts.service.js';
import { AccountChanges } from '../sessions/account-changes.service.js';
import { recoveryCodeHash } from '../sign-in/second-factor/second-factor.service.js';
import { formatRecoveryCode, newRecoveryCode } from './recovery-code.js';

type Owner = Caller & { accessToken: string };

const newCodes = () => Array.from({ length: limits.recoveryCodes }, newRecoveryCode);

/** Enables and disables the second factor; Cognito stores the secret of the authenticator app and checks its codes. */
@Injectable()
export class TwoFactorService {
  constructor(
    @Inject(COGNITO) private readonly cognito: CognitoClient,
    @Inject(ENV) private readonly env: Pick<Env, 'SEALING_KEY'>,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly accounts: AccountsService,
    private readonly recoveryCodes: RecoveryCodesRepository,
    private readonly liveSessions: LiveSessions,
    private readonly changes: AccountChanges,
  ) {}

  /**
   * Returns a secret for the app. @throws CONFLICT if the second factor is enabled: it must be disabled before switching apps.
   */
  async start(owner: Owner): Promise<{ secret: string; uri: string }> {
    // Not while another device confirms its secret: Cognito would take this one for the enabled factor.
    return this.changes.exclusively(owner.userId, async () => {
      const account = await this.requireOff(owner);
      const secret = await this.atCognito(() => this.cognito.newTotpSecret(owner.accessToken));
      const label = encodeURIComponent(`Maru:${account.email ?? account.nickname}`);
      return { secret, uri: `otpauth://totp/${label}?secret=${secret}&issuer=Maru` };
    });
  }

  /** Enables the second factor with a code of the app, and returns the recovery codes. */
  async confirm(owner: Owner, code: string, device: Device): Promise<{ recoveryCodes: string[] }> {
    const { userId } = owner;
    const codes = newCodes();
    await this.changes.exclusively(userId, async () => {
      await this.requireOff(owner);
      const isRight = await this.atCognito(() => this.cognito.verifyTotp(owner.accessToken, code));
      if (!isRight) throw new AppError('CODE_INCORRECT');
      await this.cognito.requireTotp(userId, true);
      await this.changes.applyHeld(userId, {
        by: owner,
        event: { type: 'two-factor-on', device },
        set: { twoFactorAt: this.clock() },
        also: ({ db }) => this.recoveryCodes.replace(userId, this.hashesOf(userId, codes), db),
        notice: { kind: 'two-factor-on' },
      });
    });
    return { recoveryCodes: codes.map(formatRecoveryCode) };
  }

  /** @throws CONFLICT while the second factor is disabled. */
  async remakeRecoveryCodes(owner: Caller, device: Device): Promise<{ recoveryCodes: string[] }> {
    const { userId } = owner;
    const codes = newCodes();
    await this.changes.apply(userId, {
      by: owner,
      event: { type: 'recovery-codes-made', device },
      also: async ({ db }, { twoFactorAt }) => {
        if (!twoFactorAt) throw new AppError('CONFLICT');
        await this.recoveryCodes.replace(userId, this.hashesOf(userId, codes), db);
      },
    });
    return { recoveryCodes: codes.map(formatRecoveryCode) };
  }

  /**
   * Disables the second factor; a repeat changes nothing. Our row goes first: Cognito must never ask for a code that can't be
   * entered.
   */
  async end(owner: Caller, device: Device): Promise<void> {
    const { userId } = owner;
    await this.changes.exclusively(userId, async () => {
      const account = await this.accounts.security(userId);
      if (!account.twoFactorAt) return;
      await this.changes.applyHeld(userId, {
        by: owner,
        event: { type: 'two-factor-off', device },
        set: { twoFactorAt: null },
        also: ({ db }) => this.recoveryCodes.replace(userId, [], db),
        notice: { kind: 'two-factor-off' },
      });
      await this.cognito.requireTotp(userId, false);
    });
  }

  private async requireOff(owner: Caller) {
    await this.liveSessions.requireStepUp(owner);
    const account = await this.accounts.security(owner.userId);
    if (account.twoFactorAt) throw new AppError('CONFLICT');
    return account;
  }

  private hashesOf(userId: string, codes: string[]): string[] {
    return codes.map((code) => recoveryCodeHash(this.env.SEALING_KEY, userId, code));
  }

  private async atCognito<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof CognitoFailure)) throw error;
      if (error.reason === 'too-many-attempts')
        throw new AppError('RATE_LIMITED', { retryAfterMs: 60_000, cause: error });
      // Cognito no longer accepts the token: the session was ended elsewhere.
      throw new AppError('SESSION_ENDED', { cause: error });
    }
  }
}
