import type { passwordRoutes } from '@maru/contracts/http/user/passwords';
import type { Device } from '@maru/contracts/http/user/account';
import type { RouteBody } from '@maru/contracts/route';
import { AppError } from '@maru/service-kit/app-error';
import type { Logger } from '@maru/service-kit/logger';
import type { Caller } from '@maru/service-kit/tokens';
import { Inject, Injectable } from '@nestjs/common';
import type { CognitoClient } from '../../clients/cognito.client.js';
import type { Place } from '../../places/place.js';
import { COGNITO, LOGGER } from '../../platform/injection-tokens.js';
import { LiveSessions } from '../../sessions/live-sessions.service.js';
import type { AccountSecurity } from '../../repositories/accounts.repository.js';
import { AccountsService } from '../../accounts/accounts.service.js';
import { AccountChanges } from '../sessions/account-changes.service.js';
import { PasswordChecks } from './password-checks.service.js';
import { passwordError } from './password-error.js';

interface ChangedFrom {
  device: Device;
  place: Place;
}

type Change = RouteBody<typeof passwordRoutes.changePassword>;

/** Passwords, which only Cognito stores. */
@Injectable()
export class PasswordsService {
  constructor(
    @Inject(COGNITO) private readonly cognito: CognitoClient,
    @Inject(LOGGER) private readonly log: Logger,
    private readonly accounts: AccountsService,
    private readonly liveSessions: LiveSessions,
    private readonly checks: PasswordChecks,
    private readonly changes: AccountChanges,
  ) {}

  /**
   * Changes the password with the current one; the first password, and any password of an account with a second factor, requires
   * a step-up. Other sessions end.
   */
  async change(caller: Caller, change: Change, from: ChangedFrom): Promise<void> {
    const { userId, sessionId } = caller;
    const { device } = from;
    await this.changes.exclusively(userId, async () => {
      await this.liveSessions.requireLive(caller);
      const account = await this.accounts.security(userId);
      if (!account.hasPassword || account.twoFactorAt) await this.liveSessions.requireStepUp(caller);
      if (account.hasPassword) await this.checkCurrent(caller, account, { ...from, ...change });
      if (!account.email) throw new AppError('EMAIL_REQUIRED');
      await this.cognito.setPassword(userId, change.newPassword).catch((error: unknown) => {
        throw passwordError(error);
      });
      const record = this.changes.applyHeld(userId, {
        by: caller,
        event: { type: account.hasPassword ? 'password-changed' : 'password-set', device },
        set: { hasPassword: true },
        endSessions: { except: sessionId },
        place: from.place,
        notice: { kind: 'password-changed' },
      });
      await record.catch((error: unknown) => this.undo(userId, change, error));
    });
  }

  /** A caller who is told that nothing changed will retry with the old password. */
  private async undo(userId: string, { currentPassword }: Change, failure: unknown): Promise<never> {
    if (currentPassword)
      await this.cognito
        .setPassword(userId, currentPassword)
        .catch((error: unknown) =>
          this.log.error({ err: error }, 'password was changed without being recorded'),
        );
    throw failure;
  }

  /** Attempts are counted per session; all of them share Cognito's five per hour. */
  private async checkCurrent(
    { userId, sessionId }: Caller,
    { email }: AccountSecurity,
    { currentPassword, device, place }: ChangedFrom & Pick<Change, 'currentPassword'>,
  ): Promise<void> {
    const wrong = 'PASSWORD_INCORRECT' as const;
    if (!currentPassword || !email) throw new AppError(wrong);
    const attempt = { email, password: currentPassword, place, sessionId, device, wrong };
    await this.checks.prove(userId, attempt);
  }
}
