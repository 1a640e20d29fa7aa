import type { passwordRoutes } from '@maru/contracts/http/user/passwords';
import type { Device } from '@maru/contracts/http/user/account';
import type { RouteBody } from '@maru/contracts/route';
import { AppError } from '@maru/service-kit/app-error';
import type { Caller } from '@maru/service-kit/tokens';
import { Inject, Injectable } from '@nestjs/common';
import type { CognitoClient } from '../../clients/cognito.client.js';
import { COGNITO } from '../../platform/injection-tokens.js';
import { LiveSessions } from '../../platform/live-sessions.service.js';
import type { AccountSecurity } from '../../repositories/accounts.repository.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { AccountChanges } from '../sessions/account-changes.service.js';
import { passwordError } from './password-error.js';

type Change = RouteBody<typeof passwordRoutes.changePassword>;

/** Passwords, which only Cognito knows. */
@Injectable()
export class PasswordsService {
  constructor(
    @Inject(COGNITO) private readonly cognito: CognitoClient,
    private readonly accounts: AccountsService,
    private readonly liveSessions: LiveSessions,
    private readonly changes: AccountChanges,
  ) {}

  /**
   * With the current password; the first one with a fresh proof of who one is, and so where the second factor is on. Other sessions
   * end.
   */
  async change(caller: Caller & { accessToken: string }, change: Change, device: Device): Promise<void> {
    const { userId, sessionId } = caller;
    await this.changes.exclusively(userId, async () => {
      await this.liveSessions.requireLive(caller);
      const account = await this.accounts.security(userId);
      if (!account.hasPassword || account.twoFactorAt) await this.liveSessions.requireStepUp(caller);
      await this.setAtCognito(caller, account, change);
      await this.changes.applyHeld(userId, {
        by: caller,
        event: { type: account.hasPassword ? 'password-changed' : 'password-set', device },
        set: { hasPassword: true },
        endSessions: { except: sessionId },
        notice: { kind: 'password-changed' },
      });
    });
  }

  private async setAtCognito(
    { userId, accessToken }: { userId: string; accessToken: string },
    { hasPassword, email }: AccountSecurity,
    { currentPassword, newPassword }: Change,
  ): Promise<void> {
    if (hasPassword && !currentPassword) throw new AppError('PASSWORD_INCORRECT');
    if (!hasPassword && !email) throw new AppError('EMAIL_REQUIRED');
    const setting =
      hasPassword && currentPassword
        ? this.cognito.changePassword({ accessToken, currentPassword, newPassword })
        : this.cognito.setPassword(userId, newPassword);
    await setting.catch((error: unknown) => {
      throw passwordError(error);
    });
  }
}
