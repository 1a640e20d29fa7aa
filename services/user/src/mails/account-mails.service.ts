import type { Locale } from '@maru/contracts/primitives';
import type { Logger } from '@maru/service-kit/logger';
import { Inject, Injectable } from '@nestjs/common';
import type { Mailer } from '@maru/service-kit/mail/mailer';
import type { Env } from '../config/env.js';
import { ENV, LOGGER, MAILER } from '../platform/injection-tokens.js';
import { renderMail } from '@maru/service-kit/mail/mail-page';
import { mailWords, type CodeKind, type MailValues, type NoticeKind } from './mail-words.js';

interface Receiver {
  email: string | null;
  locale: Locale;
  nickname?: string;
}

const withLink: NoticeKind[] = ['taken-address', 'deletion-scheduled', 'refresh-token-replayed'];
const linkLabel: Record<Locale, string> = { ko: '로그인', en: 'Sign in' };

/** Mails about the recipient's account, in their language. */
@Injectable()
export class AccountMails {
  constructor(
    @Inject(MAILER) private readonly mailer: Mailer,
    @Inject(ENV) private readonly env: Pick<Env, 'PUBLIC_ORIGIN'>,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** Throws if the mail can't be handed over: the user can't continue without it. */
  async sendCode(kind: CodeKind, receiver: Receiver & { email: string }, code: string): Promise<void> {
    const words = mailWords[receiver.locale][kind](this.valuesOf(receiver, {}));
    await this.mailer.send({ to: receiver.email, ...renderMail(receiver.locale, words, { code }) });
  }

  /** Not awaited: callers need not wait for a notice, and response times must not reveal whether one was sent. */
  notify(kind: NoticeKind, receiver: Receiver, values: Partial<MailValues> = {}): void {
    const { email, locale } = receiver;
    if (!email) return;
    const words = mailWords[locale][kind](this.valuesOf(receiver, values));
    const link = { label: linkLabel[locale], url: `${this.env.PUBLIC_ORIGIN}/sign-in` };
    const mail = renderMail(locale, words, withLink.includes(kind) ? { link } : {});
    this.mailer
      .send({ to: email, ...mail })
      .catch((error: unknown) => this.log.warn({ err: error, kind }, 'account notice could not be mailed'));
  }

  private valuesOf({ email, nickname = '' }: Receiver, values: Partial<MailValues>): MailValues {
    return { nickname, email: email ?? '', what: '', day: '', ...values };
  }
}
