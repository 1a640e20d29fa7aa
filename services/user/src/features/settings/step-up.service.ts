import type { accountRoutes, Device } from '@maru/contracts/http/user/account';
import type { RouteBody } from '@maru/contracts/route';
import type { Locale } from '@maru/contracts/primitives';
import { AppError } from '@maru/service-kit/app-error';
import type { Caller } from '@maru/service-kit/tokens';
import { Injectable } from '@nestjs/common';
import { EmailCodes } from '../../mails/email-codes.service.js';
import type { AccountSecurity } from '../../repositories/accounts.repository.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { PasswordChecks } from '../passwords/password-checks.service.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { SecondFactorService } from '../sign-in/second-factor.service.js';

type Proof = RouteBody<typeof accountRoutes.stepUp>;

interface Prover extends Caller {
  accessToken: string;
  ip: string;
  device: Device;
}

/** Proving again who one is, before something dangerous. Where the second factor is on, nothing less will do. */
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
    await this.check(prover, account, proof);
    await this.sessions.stepUp(prover.sessionId);
  }

  async mailCode({ userId }: Caller, locale: Locale) {
    const { email, nickname } = await this.accounts.security(userId);
    if (!email) throw new AppError('EMAIL_REQUIRED');
    return this.codes.send({ purpose: 'step_up', subject: userId }, { email, locale, nickname });
  }

  private async check(prover: Prover, { email }: AccountSecurity, proof: Proof): Promise<void> {
    const { userId, accessToken, ip, device } = prover;
    if (proof.method === 'two-factor')
      return this.secondFactor.check({ userId, accessToken }, proof.code, device);
    if (!email) throw new AppError('EMAIL_REQUIRED');
    if (proof.method === 'password') {
      await this.passwords.check({
        email,
        password: proof.password,
        ip,
        device,
        wrong: 'PASSWORD_INCORRECT',
      });
      return;
    }
    const undertaking = { purpose: 'step_up', subject: userId } as const;
    await this.codes.check(undertaking, email, proof.code);
    await this.codes.use(undertaking);
  }
}
