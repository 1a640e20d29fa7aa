import type { accountRoutes, Device } from '@maru/contracts/http/user/account';
import { limits } from '@maru/contracts/limits';
import type { RouteBody } from '@maru/contracts/route';
import { AppError } from '@maru/service-kit/app-error';
import type { Logger } from '@maru/service-kit/logger';
import type { Caller } from '@maru/service-kit/tokens';
import { Inject, Injectable } from '@nestjs/common';
import { CognitoFailure, type CognitoClient } from '../../clients/cognito.client.js';
import { AccountMails } from '../../mails/account-mails.service.js';
import { EmailCodes, type CodeToMail } from '../../mails/email-codes.service.js';
import { within, type AtLeast } from '../../platform/at-least.js';
import { AT_LEAST, COGNITO, LOGGER } from '../../platform/injection-tokens.js';
import type { AccountSecurity } from '../../repositories/accounts.repository.js';
import { AccountsService } from '../../accounts/accounts.service.js';
import { AccountChanges } from '../sessions/account-changes.service.js';

/** Long enough for most codes to be mailed. */
const answerAfterMs = 400;

/** A change belongs to one session: another session can neither complete it nor use up its code. */
const flowOf = ({ sessionId }: { sessionId: string }) => ({ kind: 'change_email', key: sessionId }) as const;

/** Changes, or adds, the address that the caller signs in with. */
@Injectable()
export class EmailChangeService {
  @Inject(AT_LEAST) private readonly atLeast!: AtLeast;
  constructor(
    @Inject(COGNITO) private readonly cognito: CognitoClient,
    @Inject(LOGGER) private readonly log: Logger,
    private readonly accounts: AccountsService,
    private readonly codes: EmailCodes,
    private readonly mails: AccountMails,
    private readonly changes: AccountChanges,
  ) {}

  /**
   * Mails a code to the new address. If that address has an account, its owner is notified instead, and the caller can't tell:
   * the response doesn't wait for the mail and takes the same time.
   */
  request(caller: Caller, body: RouteBody<typeof accountRoutes.requestEmailChange>) {
    return this.atLeast(answerAfterMs, this.begin(caller, body));
  }

  private async begin(
    caller: Caller,
    { email, locale }: RouteBody<typeof accountRoutes.requestEmailChange>,
  ): Promise<{ resendAfterMs: number }> {
    const { userId, sessionId } = caller;
    const { nickname, credentialVersion: version } = await this.accounts.security(userId);
    const owner = await this.otherOwnerOf(email, userId);
    const isDecoy = owner !== undefined;
    if (owner) this.mails.notify('taken-address', owner);
    const flow = { ...flowOf(caller), account: { userId, version }, sessionId };
    const waiting = await this.codes.begin(flow, { email, locale, nickname, isDecoy });
    if (!isDecoy) await within(answerAfterMs, this.mail(waiting));
    return { resendAfterMs: limits.signUpCode.resendAfterMs };
  }

  private async mail(waiting: CodeToMail): Promise<void> {
    try {
      await this.codes.mail(waiting);
    } catch (error) {
      this.log.warn({ err: error }, 'code for a new address could not be mailed');
      throw error;
    }
  }

  /** Cognito first: after a crash, the same code repairs the change, because it is consumed together with our own row. */
  async confirm(
    caller: Caller,
    { email, code }: RouteBody<typeof accountRoutes.confirmEmailChange>,
    device: Device,
  ): Promise<void> {
    const { userId } = caller;
    const work = async () => {
      const { version } = await this.codes.check(flowOf(caller), email, code);
      if (await this.otherOwnerOf(email, userId)) throw new AppError('EMAIL_TAKEN');
      await this.setAtCognito(userId, email);
      await this.changes.applyHeld(userId, {
        by: caller,
        expectedVersion: version,
        event: { type: 'email-changed', device },
        set: { email },
        notice: { kind: 'email-changed', valuesFor: () => ({ email }) },
      });
    };
    await this.changes.exclusively(userId, work, { email });
  }

  /** Another owner of the address, unless that account can no longer be signed in to with it. */
  private async otherOwnerOf(email: string, userId: string): Promise<AccountSecurity | undefined> {
    const owner = await this.accounts.findByEmail(email);
    if (!owner || owner.userId === userId) return undefined;
    return (await this.accounts.releaseAddress(owner.userId)) ? undefined : owner;
  }

  private async setAtCognito(userId: string, email: string): Promise<void> {
    try {
      await this.cognito.setEmail(userId, email);
    } catch (error) {
      const isTaken = error instanceof CognitoFailure && error.reason === 'user-exists';
      if (!isTaken) throw error;
      await this.removeSquatter(email);
      await this.cognito.setEmail(userId, email);
    }
  }

  /** Removes an unconfirmed sign-up with this address, which the caller has just proved to own. */
  private async removeSquatter(email: string): Promise<void> {
    const squatter = await this.cognito.findByEmail(email);
    if (!squatter) return;
    if (squatter.isConfirmed && (await this.accounts.exists(squatter.userId)))
      throw new AppError('EMAIL_TAKEN');
    await this.cognito.deleteUser(squatter.userId);
  }
}
