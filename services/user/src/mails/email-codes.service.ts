import { randomInt } from 'node:crypto';
import { limits } from '@maru/contracts/limits';
import type { Locale } from '@maru/contracts/primitives';
import { AppError } from '@maru/service-kit/app-error';
import { MailError } from '@maru/service-kit/mail/mailer';
import { Inject, Injectable } from '@nestjs/common';
import type { Env } from '../config/env.js';
import { ENV } from '../platform/injection-tokens.js';
import type { Db } from '../platform/prisma.service.js';
import { isEqualHash, keyedHash } from '../platform/sealing.js';
import { EmailCodesRepository, type CodePurpose } from '../repositories/email-codes.repository.js';
import { AccountMails } from './account-mails.service.js';
import type { CodeKind } from './mail-words.js';

/** ASVS 6.5.5: codes that travel by another way live ten minutes at most. */
const lifetimeMs = 10 * 60_000;
const maxAttempts = 5;

const kinds: Record<CodePurpose, CodeKind> = {
  prove_address: 'prove-address',
  step_up: 'step-up',
  change_email: 'change-email',
};

interface Undertaking {
  purpose: CodePurpose;
  /** A person's id, or that of a sign-in that is not finished. */
  subject: string;
}

/** Codes of six digits that prove an address: one at a time for each undertaking, five tries, ten minutes, one use. */
@Injectable()
export class EmailCodes {
  constructor(
    private readonly codes: EmailCodesRepository,
    private readonly mails: AccountMails,
    @Inject(ENV) private readonly env: Pick<Env, 'SEALING_KEY'>,
  ) {}

  /**
   * Mails a code; RATE_LIMITED within a minute of the last one. `isDecoy`: nothing is mailed and no code will be right, but nobody
   * can tell.
   */
  async send(
    undertaking: Undertaking,
    receiver: { email: string; locale: Locale; nickname?: string; isDecoy?: boolean },
  ): Promise<{ resendAfterMs: number }> {
    const { purpose, subject } = undertaking;
    const { resendAfterMs, length } = limits.signUpCode;
    const last = await this.codes.find(purpose, subject);
    const waitMs = last ? last.sentAt.getTime() + resendAfterMs - Date.now() : 0;
    if (waitMs > 0) throw new AppError('RATE_LIMITED', { retryAfterMs: waitMs });
    const code = String(randomInt(10 ** length)).padStart(length, '0');
    const sentAt = new Date();
    await this.codes.save({
      purpose,
      subject,
      email: receiver.email,
      codeHash: receiver.isDecoy ? '' : this.hash(undertaking, receiver.email, code),
      sentAt,
      expiresAt: new Date(sentAt.getTime() + lifetimeMs),
    });
    if (!receiver.isDecoy) await this.mail(undertaking, receiver, code);
    return { resendAfterMs };
  }

  /** A code that was not mailed is forgotten, so that another address may be tried at once. */
  private async mail(
    undertaking: Undertaking,
    receiver: { email: string; locale: Locale; nickname?: string },
    code: string,
  ): Promise<void> {
    try {
      await this.mails.sendCode(kinds[undertaking.purpose], receiver, code);
    } catch (error) {
      await this.cancel(undertaking);
      throw error instanceof MailError && error.isUndeliverable
        ? new AppError('VALIDATION_FAILED', { fields: { email: 'undeliverable' }, cause: error })
        : new AppError('UNAVAILABLE', { cause: error });
    }
  }

  /** Throws CODE_INCORRECT or CODE_EXPIRED unless this is the code that was mailed to `email`; it still works until `use`. */
  async check(undertaking: Undertaking, email: string, code: string): Promise<void> {
    const { purpose, subject } = undertaking;
    const sent = await this.codes.find(purpose, subject);
    if (!sent || sent.expiresAt < new Date() || sent.email !== email) throw new AppError('CODE_EXPIRED');
    if (!(await this.codes.takeAttempt(purpose, subject, maxAttempts))) throw new AppError('CODE_EXPIRED');
    if (!isEqualHash(sent.codeHash, this.hash(undertaking, email, code)))
      throw new AppError('CODE_INCORRECT');
  }

  /** Uses the code up; CODE_EXPIRED when somebody else has just done so. */
  async use({ purpose, subject }: Undertaking, db?: Db): Promise<void> {
    if (!(await this.codes.remove(purpose, subject, db))) throw new AppError('CODE_EXPIRED');
  }

  /** Forgets what was mailed, if anything. */
  async cancel({ purpose, subject }: Undertaking, db?: Db): Promise<void> {
    await this.codes.remove(purpose, subject, db);
  }

  private hash({ purpose, subject }: Undertaking, email: string, code: string): string {
    return keyedHash(this.env.SEALING_KEY, 'email-code', [purpose, subject, email, code].join('\n'));
  }
}
