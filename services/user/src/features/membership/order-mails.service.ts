import type { Locale } from '@maru/contracts/primitives';
import { renderMail } from '@maru/service-kit/mail/mail-page';
import type { Mailer } from '@maru/service-kit/mail/mailer';
import { Inject, Injectable } from '@nestjs/common';
import type { Env } from '../../config/env.js';
import { ENV, MAILER } from '../../platform/injection-tokens.js';
import type { Feature, MailOrder } from '../../platform/jobs.js';
import { LedgerRows } from '../../repositories/ledger-rows.js';
import { orderMailWords } from './order-mail-words.js';

const linkLabel: Record<Locale, string> = { ko: '멤버십 보기', en: 'View membership' };

/** The last day of a span is the one before its end. */
const lastInstant = (endsAt: Date): Date => new Date(endsAt.getTime() - 1);

const dayOf = (date: Date | undefined, locale: Locale): string =>
  date ? new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'Asia/Seoul' }).format(date) : '';

/** Mails to buyers about their money. A mail that can't be handed over is tried again; a crash may send one twice. */
@Injectable()
export class OrderMails implements Feature {
  constructor(
    @Inject(MAILER) private readonly mailer: Mailer,
    @Inject(ENV) private readonly env: Pick<Env, 'PUBLIC_ORIGIN'>,
    private readonly rows: LedgerRows,
  ) {}

  readonly jobs = { 'mail-order': (job: MailOrder) => this.send(job) };

  private async send({ orderId, notice }: MailOrder): Promise<undefined> {
    const order = await this.rows.orders.find(orderId);
    const buyer = order && (await this.rows.accounts.find(order.buyerId));
    if (!order || !buyer?.email) return;
    const [payment, segment] = await Promise.all([
      this.rows.payments.find(orderId),
      this.rows.segments.find(orderId),
    ]);
    const { email, locale } = buyer;
    const words = orderMailWords[locale][notice]({
      plan: order.plan,
      amount: order.amount,
      refunded: payment?.refunded ?? 0,
      firstDay: dayOf(segment?.startsAt, locale),
      lastDay: dayOf(segment && lastInstant(segment.endsAt), locale),
    });
    const link = { label: linkLabel[locale], url: `${this.env.PUBLIC_ORIGIN}/settings/membership` };
    await this.mailer.send({ to: email, ...renderMail(locale, words, { link }) });
  }
}
