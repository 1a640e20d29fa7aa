import type { Clock } from '@maru/service-kit/clock';
import type { PostponedJob } from '@maru/service-kit/jobs/job';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK } from '../../../platform/injection-tokens.js';
import type { EndSubscription, Feature, RenewSubscription } from '../../../platform/jobs.js';
import { PrismaService, type Transaction } from '../../../platform/prisma.service.js';
import { SubscriptionRows, type LockedSubscription } from '../../../repositories/subscription-rows.js';
import type { SubscriptionRecord } from '../../../repositories/subscriptions.repository.js';
import { decideRenewal, type RenewalDecision } from '../machines/subscription-machine.js';
import { PaymentRunner } from '../payment-runner.service.js';
import { SubscriptionCharges } from './subscription-charges.service.js';
import { SubscriptionEnds } from './subscription-ends.service.js';
import { SubscriptionNotices } from './subscription-notices.service.js';

type Decided = RenewalDecision & { orderId?: string };

/** Charges subscriptions again: one decision at a time, under the lock of the account. */
@Injectable()
export class Renewals implements Feature {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly prisma: PrismaService,
    private readonly rows: SubscriptionRows,
    private readonly charges: SubscriptionCharges,
    private readonly ends: SubscriptionEnds,
    private readonly notices: SubscriptionNotices,
    private readonly payments: PaymentRunner,
  ) {}

  readonly endless = ['renew-subscription', 'end-subscription'] as const;
  readonly jobs = {
    'renew-subscription': (job: RenewSubscription) => this.step(job),
    'end-subscription': (job: EndSubscription) => this.endDeparting(job),
  };

  private async step(
    job: RenewSubscription,
  ): Promise<RenewSubscription | PostponedJob<RenewSubscription> | undefined> {
    const decided = await this.prisma.transact((transaction) => this.decideIn(transaction, job));
    if (decided.orderId) await this.payments.send(decided.orderId);
    if (decided.do === 'stop' || decided.do === 'end') return undefined;
    return decided.do === 'wait' ? { left: job, runAt: decided.until } : job;
  }

  private async decideIn(transaction: Transaction, { subscriptionId }: RenewSubscription): Promise<Decided> {
    const locked = await this.rows.lock(subscriptionId, transaction.db);
    if (!locked) return { do: 'stop' };
    const { subscription } = locked;
    const decision = await this.decide(transaction, locked);
    if (decision.do === 'charge') {
      const orderId = await this.charges.insertRenewal(transaction, subscription);
      return { ...decision, orderId };
    }
    if (decision.do === 'end') await this.ends.end(transaction, subscription);
    if (decision.do === 'notice') await this.notices.announceCharge(transaction, subscription);
    if (decision.do === 'waive') await this.waive(transaction, subscription, decision.next.startsAt);
    return decision;
  }

  private async decide(
    { db }: Transaction,
    { subscription, account }: LockedSubscription,
  ): Promise<RenewalDecision> {
    const { subscriptionId, paidUntil: periodStart } = subscription;
    const period = { subscriptionId, periodStart, kind: 'renewal' as const };
    return decideRenewal({
      subscription,
      isDeparting: account.deletionAt !== null,
      isAttemptOpen: await this.rows.orders.isAttemptOpen(subscriptionId, db),
      lastAttemptAt: (await this.rows.orders.findLastAttempt(period, db))?.createdAt,
      now: this.clock(),
    });
  }

  /** Periods that have ended unpaid stay unpaid: they were ours to charge. */
  private async waive(
    { db }: Transaction,
    { subscriptionId, paidUntil: paidFrom }: SubscriptionRecord,
    paidUntil: Date,
  ): Promise<void> {
    await this.rows.subscriptions.update(subscriptionId, { paidFrom, paidUntil }, db);
  }

  private async endDeparting({ userId }: EndSubscription): Promise<undefined> {
    await this.prisma.transact(async (transaction) => {
      const locked = await this.rows.lockOpen(userId, transaction.db);
      if (locked?.account.deletionAt) await this.ends.end(transaction, locked.subscription);
    });
  }
}
