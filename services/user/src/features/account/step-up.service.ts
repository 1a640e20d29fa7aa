import type { accountRoutes, Device } from '@maru/contracts/http/user/account';
import type { RouteBody } from '@maru/contracts/route';
import type { Locale } from '@maru/contracts/primitives';
import { AppError } from '@maru/service-kit/app-error';
import type { Caller } from '@maru/service-kit/tokens';
import { Injectable } from '@nestjs/common';
import { EmailCodes } from '../../mails/email-codes.service.js';
import type { Place } from '../../places/place.js';
import type { AccountSecurity } from '../../repositories/accounts.repository.js';
import { AccountsService } from '../../accounts/accounts.service.js';
import { PasswordChecks } from '../passwords/password-checks.service.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { SecondFactorService } from '../sign-in/second-factor/second-factor.service.js';

type Proof = RouteBody<typeof accountRoutes.stepUp>;

interface Prover extends Caller {
  accessToken: string;
  place: Place;
  device: Device;
}

/** Each session has its own codes: another session's attempts don't use them up. */
const flowOf = ({ sessionId }: { sessionId: string }) => ({ kind: 'step_up', key: sessionId }) as const;

/** Re-authentication before a sensitive action. An account with a second factor accepts nothing less. */
@Injectable()
export class StepUpService {
  constructor(
    private readonly accounts: AccountsService,
    private readonly sessions: SessionsService,
    private readonly passwords: PasswordChecks,
    private readonly secondFactor: SecondFactorService,
    private readonly codes: EmailCodes,
  ) {}

  async prove(prover: Prover, proof: Proof): Promise<void> {
    const account = await this.accounts.security(prover.userId);
    if (account.twoFactorAt && proof.method !== 'two-factor') throw new AppError('FORBIDDEN');
    await this.sessions.stepUp(prover, await this.check(prover, account, proof));
  }

  async mailCode(caller: Caller, locale: Locale) {
    const { userId, sessionId } = caller;
    const { email, nickname, credentialVersion: version } = await this.accounts.security(userId);
    if (!email) throw new AppError('EMAIL_REQUIRED');
    const flow = { ...flowOf(caller), account: { userId, version }, sessionId };
    return this.codes.mail(await this.codes.begin(flow, { email, locale, nickname }));
  }

  /** Returns the version of the account that the proof applies to. */
  private async check(prover: Prover, account: AccountSecurity, proof: Proof): Promise<number> {
    const { userId, sessionId, accessToken, place, device } = prover;
    const { email, credentialVersion: version } = account;
    if (proof.method === 'two-factor') {
      const holder = { userId, version, sessionId, place, device };
      return this.secondFactor.check(holder, accessToken, proof.code);
    }
    if (!email) throw new AppError('EMAIL_REQUIRED');
    if (proof.method === 'password') await this.checkPassword(prover, email, proof.password);
    else await this.checkMailed(prover, email, proof.code);
    return version;
  }

  private async checkPassword(prover: Prover, email: string, password: string): Promise<void> {
    const { userId, sessionId, place, device } = prover;
    const wrong = 'PASSWORD_INCORRECT' as const;
    await this.passwords.prove(userId, { email, password, place, sessionId, device, wrong });
  }

  private async checkMailed(prover: Prover, email: string, code: string): Promise<void> {
    await this.codes.check(flowOf(prover), email, code);
    await this.codes.use(flowOf(prover));
  }
}
