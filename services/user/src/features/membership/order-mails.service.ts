import { renderMail } from '@maru/service-kit/mail/mail-page';
import type { Mailer } from '@maru/service-kit/mail/mailer';
import { Inject, Injectable } from '@nestjs/common';
import type { Env } from '../../config/env.js';
import { ENV, MAILER } from '../../platform/injection-tokens.js';
import type { Feature, MailOrder } from '../../platform/jobs.js';
import { LedgerRows } from '../../repositories/ledger-rows.js';
import { dayText, lastDayText, membershipLink } from './mail-parts.js';
import { orderMailWords } from './order-mail-words.js';

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
      anchorDay: segment?.anchorDay ?? 0,
      firstDay: segment ? dayText(segment.startsAt, locale) : '',
      lastDay: segment ? lastDayText(segment.endsAt, locale) : '',
    });
    const link = membershipLink(this.env.PUBLIC_ORIGIN, locale);
    await this.mailer.send({ to: email, ...renderMail(locale, words, { link }) });
  }
}
