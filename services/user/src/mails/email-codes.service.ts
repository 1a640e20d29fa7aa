import { randomInt } from 'node:crypto';
import { limits } from '@maru/contracts/limits';
import type { Locale } from '@maru/contracts/primitives';
import { AppError } from '@maru/service-kit/app-error';
import type { Clock } from '@maru/service-kit/clock';
import { MailError } from '@maru/service-kit/mail/mailer';
import { Inject, Injectable } from '@nestjs/common';
import type { Env } from '../config/env.js';
import { flowId, PendingFlows, type AccountVersion, type FlowName } from '../flows/pending-flows.service.js';
import { CLOCK, ENV } from '../platform/injection-tokens.js';
import { isEqualHash, keyedHash } from '../platform/sealing.js';
import { FlowsRepository, type MailedCode } from '../repositories/flows.repository.js';
import { AccountMails } from './account-mails.service.js';
import type { CodeKind } from './mail-words.js';

/** ASVS 6.5.5: out-of-band codes expire after ten minutes at most. */
const lifetimeMs = 10 * 60_000;
const maxAttempts = 5;

interface Receiver {
  email: string;
  locale: Locale;
  nickname?: string;
}

/** A stored code that hasn't been mailed yet. */
export interface CodeToMail {
  flow: FlowName;
  kind: CodeKind;
  receiver: Receiver;
  code: string;
}

interface CodeFlow extends FlowName {
  kind: 'change_email' | 'step_up' | 'reset_password';
  account?: AccountVersion;
  sessionId?: string;
}

const mailKinds: Record<FlowName['kind'], CodeKind> = {
  sign_in: 'prove-address',
  provider_visit: 'prove-address',
  change_email: 'change-email',
  step_up: 'step-up',
  reset_password: 'reset-password',
};

/** Six-digit codes that prove an address: one at a time per flow, five attempts, ten minutes, one use. */
@Injectable()
export class EmailCodes {
  constructor(
    private readonly flows: PendingFlows,
    private readonly rows: FlowsRepository,
    private readonly mails: AccountMails,
    @Inject(ENV) private readonly env: Pick<Env, 'SEALING_KEY'>,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Starts a flow that waits for a code. `isDecoy`: no code will match, indistinguishably. The caller mails the code, because it
   * knows how long its response may take. @throws RATE_LIMITED within a minute of the flow's last code.
   */
  async begin(
    flow: CodeFlow,
    { isDecoy, ...receiver }: Receiver & { isDecoy?: boolean },
  ): Promise<CodeToMail> {
    await this.requirePause(flow);
    const { code, mailed } = this.newCode(flow, receiver.email, isDecoy);
    await this.flows.begin({ ...flow, code: mailed, lifetimeMs });
    return { flow, kind: mailKinds[flow.kind], receiver, code };
  }

  /** The same for a sign-in that has already begun. */
  async renew(flow: FlowName, receiver: Receiver): Promise<CodeToMail> {
    await this.requirePause(flow);
    return this.replace(flow, receiver);
  }

  /** Replaces a flow's last code. */
  async replace(flow: FlowName, receiver: Receiver): Promise<CodeToMail> {
    const { code, mailed } = this.newCode(flow, receiver.email);
    await this.rows.setCode(flowId(flow), mailed);
    return { flow, kind: mailKinds[flow.kind], receiver, code };
  }

  /**
   * Throws if the mail can't be handed over: the user can't continue without it. The code is then discarded, so that another
   * address may be tried at once.
   */
  async mail({ flow, kind, receiver, code }: CodeToMail): Promise<{ resendAfterMs: number }> {
    try {
      await this.mails.sendCode(kind, receiver, code);
    } catch (error) {
      await this.rows.setCode(flowId(flow), { email: receiver.email, codeHash: null, sentAt: null });
      throw error instanceof MailError && error.isUndeliverable
        ? new AppError('VALIDATION_FAILED', { fields: { email: 'undeliverable' }, cause: error })
        : new AppError('UNAVAILABLE', { cause: error });
    }
    return { resendAfterMs: limits.signUpCode.resendAfterMs };
  }

  /**
   * Throws CODE_INCORRECT or CODE_EXPIRED unless this is the code that was mailed to `email`. Returns the credential version that the
   * flow began with, if it has an account. The flow goes on until it is used.
   */
  async check(flow: FlowName, email: string, code: string): Promise<{ version: number | undefined }> {
    const row = await this.flows.find(flow);
    const isWaiting = row?.email === email && row.sentAt !== null;
    if (!row || !isWaiting || this.clock().getTime() - (row.sentAt?.getTime() ?? 0) > lifetimeMs)
      throw new AppError('CODE_EXPIRED');
    if (!(await this.rows.takeAttempt(row.id, maxAttempts))) throw new AppError('CODE_EXPIRED');
    if (!isEqualHash(row.codeHash ?? '', this.hash(flow, email, code))) throw new AppError('CODE_INCORRECT');
    return { version: row.version ?? undefined };
  }

  /** Consumes the flow. @throws CODE_EXPIRED if another request has just done so. */
  async use(flow: FlowName): Promise<void> {
    if (!(await this.flows.take(flow))) throw new AppError('CODE_EXPIRED');
  }

  /** Discards the mailed code, if any. */
  async cancel(flow: FlowName): Promise<void> {
    await this.flows.take(flow);
  }

  private async requirePause(flow: FlowName): Promise<void> {
    const last = await this.rows.find(flowId(flow));
    const waitMs = (last?.sentAt?.getTime() ?? 0) + limits.signUpCode.resendAfterMs - this.clock().getTime();
    if (waitMs > 0) throw new AppError('RATE_LIMITED', { retryAfterMs: waitMs });
  }

  private newCode(flow: FlowName, email: string, isDecoy = false): { code: string; mailed: MailedCode } {
    const { length } = limits.signUpCode;
    const code = String(randomInt(10 ** length)).padStart(length, '0');
    const codeHash = isDecoy ? null : this.hash(flow, email, code);
    return { code, mailed: { email, codeHash, sentAt: this.clock() } };
  }

  private hash(flow: FlowName, email: string, code: string): string {
    return keyedHash(this.env.SEALING_KEY, 'email-code', [flowId(flow), email, code].join('\n'));
  }
}
