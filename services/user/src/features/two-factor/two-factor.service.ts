import type { Device } from '@maru/contracts/http/user/account';
import { limits } from '@maru/contracts/limits';
import { AppError } from '@maru/service-kit/app-error';
import type { Caller } from '@maru/service-kit/tokens';
import { Inject, Injectable } from '@nestjs/common';
import { CognitoFailure, type CognitoClient } from '../../clients/cognito.client.js';
import type { Env } from '../../config/env.js';
import { AccountMails } from '../../mails/account-mails.service.js';
import { COGNITO, ENV } from '../../platform/injection-tokens.js';
import { PrismaService, type Db } from '../../platform/prisma.service.js';
import { AccountsRepository } from '../../repositories/accounts.repository.js';
import { RecoveryCodesRepository } from '../../repositories/recovery-codes.repository.js';
import { SecurityEventsRepository } from '../../repositories/security-events.repository.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { recoveryCodeHash } from '../sign-in/second-factor.service.js';
import { formatRecoveryCode, newRecoveryCode } from './recovery-code.js';

type Owner = Caller & { accessToken: string };

/** Turning the second factor on and off; Cognito keeps the secret of the authenticator app and checks its codes. */
@Injectable()
export class TwoFactorService {
  constructor(
    @Inject(COGNITO) private readonly cognito: CognitoClient,
    @Inject(ENV) private readonly env: Pick<Env, 'SEALING_KEY'>,
    private readonly prisma: PrismaService,
    private readonly accounts: AccountsService,
    private readonly accountRows: AccountsRepository,
    private readonly recoveryCodes: RecoveryCodesRepository,
    private readonly sessions: SessionsService,
    private readonly events: SecurityEventsRepository,
    private readonly mails: AccountMails,
  ) {}

  /** A secret for the app. CONFLICT when the second factor is on: it has to be turned off before another app takes over. */
  async start(owner: Owner): Promise<{ secret: string; uri: string }> {
    const account = await this.requireOff(owner);
    const secret = await this.atCognito(() => this.cognito.newTotpSecret(owner.accessToken));
    const label = encodeURIComponent(`Maru:${account.email ?? account.nickname}`);
    return { secret, uri: `otpauth://totp/${label}?secret=${secret}&issuer=Maru` };
  }

  /** Turns it on with a code of the app, and gives the recovery codes. */
  async confirm(owner: Owner, code: string, device: Device): Promise<{ recoveryCodes: string[] }> {
    const account = await this.requireOff(owner);
    const { userId } = owner;
    const isRight = await this.atCognito(() => this.cognito.verifyTotp(owner.accessToken, code));
    if (!isRight) throw new AppError('CODE_INCORRECT');
    await this.cognito.requireTotp(userId, true);
    const recoveryCodes = await this.prisma.transact(async (db) => {
      await this.accountRows.update(userId, { twoFactorAt: new Date() }, db);
      await this.events.add({ userId, type: 'two-factor-on', device }, db);
      return this.makeRecoveryCodes(userId, db);
    });
    this.mails.notify('two-factor-on', account);
    return { recoveryCodes };
  }

  async remakeRecoveryCodes(owner: Caller, device: Device): Promise<{ recoveryCodes: string[] }> {
    await this.sessions.requireStepUp(owner);
    const { userId } = owner;
    if (!(await this.accounts.security(userId)).twoFactorAt) throw new AppError('CONFLICT');
    const recoveryCodes = await this.prisma.transact(async (db) => {
      await this.events.add({ userId, type: 'recovery-codes-made', device }, db);
      return this.makeRecoveryCodes(userId, db);
    });
    return { recoveryCodes };
  }

  /** Off; when it is off already, nothing happens. Ours first: Cognito must never ask for a code that nobody can give. */
  async end(owner: Caller, device: Device): Promise<void> {
    await this.sessions.requireStepUp(owner);
    const { userId } = owner;
    const account = await this.accounts.security(userId);
    if (!account.twoFactorAt) return;
    await this.prisma.transact(async (db) => {
      await this.accountRows.update(userId, { twoFactorAt: null }, db);
      await this.recoveryCodes.replace(userId, [], db);
      await this.events.add({ userId, type: 'two-factor-off', device }, db);
    });
    this.mails.notify('two-factor-off', account);
    await this.cognito.requireTotp(userId, false);
  }

  private async requireOff(owner: Caller) {
    await this.sessions.requireStepUp(owner);
    const account = await this.accounts.security(owner.userId);
    if (account.twoFactorAt) throw new AppError('CONFLICT');
    return account;
  }

  private async makeRecoveryCodes(userId: string, db: Db): Promise<string[]> {
    const codes = Array.from({ length: limits.recoveryCodes }, newRecoveryCode);
    const hashes = codes.map((code) => recoveryCodeHash(this.env.SEALING_KEY, userId, code));
    await this.recoveryCodes.replace(userId, hashes, db);
    return codes.map(formatRecoveryCode);
  }

  private async atCognito<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof CognitoFailure)) throw error;
      if (error.reason === 'too-many-attempts')
        throw new AppError('RATE_LIMITED', { retryAfterMs: 60_000, cause: error });
      // Cognito does not take the token any more: the session was ended elsewhere.
      throw new AppError('SESSION_ENDED', { cause: error });
    }
  }
}
