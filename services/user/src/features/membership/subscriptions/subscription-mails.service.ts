import { renderMail } from '@maru/service-kit/mail/mail-page';
import type { Mailer } from '@maru/service-kit/mail/mailer';
import { Inject, Injectable } from '@nestjs/common';
import type { Env } from '../../../config/env.js';
import { ENV, MAILER } from '../../../platform/injection-tokens.js';
import type { Feature, MailSubscription } from '../../../platform/jobs.js';
import { SubscriptionRows } from '../../../repositories/subscription-rows.js';
import { perksEndOf } from '../../../repositories/subscriptions.repository.js';
import { dayText, lastDayText, membershipLink } from '../mail-parts.js';
import { chargeDueFor } from '../rules/renewals.js';
import { nextAmountOf } from './subscription-charges.service.js';
import { subscriptionMailWords } from './subscription-mail-words.js';

/** Mails to subscribers. A mail that can't be handed over is tried again; a crash may send one twice. */
@Injectable()
export class SubscriptionMails implements Feature {
  constructor(
    @Inject(MAILER) private readonly mailer: Mailer,
    @Inject(ENV) private readonly env: Pick<Env, 'PUBLIC_ORIGIN'>,
    private readonly rows: SubscriptionRows,
  ) {}

  readonly jobs = { 'mail-subscription': (job: MailSubscription) => this.send(job) };

  private async send({ subscriptionId, notice }: MailSubscription): Promise<undefined> {
    const subscription = await this.rows.subscriptions.find(subscriptionId);
    const account = subscription && (await this.rows.accounts.find(subscription.userId));
    if (!subscription || !account?.email) return;
    const { email, locale } = account;
    const { plan, paidUntil, noticedAt } = subscription;
    const words = subscriptionMailWords[locale][notice]({
      plan,
      amount: nextAmountOf(subscription),
      chargeDay: dayText(noticedAt ? chargeDueFor(paidUntil, noticedAt) : paidUntil, locale),
      lastDay: lastDayText(perksEndOf(subscription), locale),
    });
    const link = membershipLink(this.env.PUBLIC_ORIGIN, locale);
    await this.mailer.send({ to: email, ...renderMail(locale, words, { link }) });
  }
}
