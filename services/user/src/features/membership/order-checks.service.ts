import { limits } from '@maru/contracts/limits';
import { fromNow, type Clock } from '@maru/service-kit/clock';
import { Inject, Injectable } from '@nestjs/common';
import type { TossAnswer, TossClient } from '../../clients/toss.client.js';
import { CLOCK, TOSS } from '../../platform/injection-tokens.js';
import type { CheckOrder, Feature } from '../../platform/jobs.js';
import { PrismaService } from '../../platform/prisma.service.js';
import { LedgerRows } from '../../repositories/ledger-rows.js';
import type { PaymentRecord } from '../../repositories/payments.repository.js';
import { nextOrderState } from './machines/order-machine.js';
import { PaymentRunner } from './payment-runner.service.js';
import { RefundRunner } from './refund-runner.service.js';
import { RefundedOrders } from './refunded-orders.service.js';

/** Finishes orders by asking Toss: after a crash, a lost answer or a webhook. An order with an open result is checked again, for ever. */
@Injectable()
export class OrderChecks implements Feature {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(TOSS) private readonly toss: TossClient,
    private readonly prisma: PrismaService,
    private readonly rows: LedgerRows,
    private readonly payments: PaymentRunner,
    private readonly refunds: RefundRunner,
    private readonly refunded: RefundedOrders,
  ) {}

  /** Money is at stake until the result is known. */
  readonly endless = ['check-order'] as const;
  readonly jobs = { 'check-order': (job: CheckOrder) => this.check(job) };

  /**
   * Throws while a result is open, so that the job is tried again. A hint only has to hear from Toss: otherwise forged webhooks about an order
   * that stays open would pile up jobs.
   */
  private async check({ orderId, isHint }: CheckOrder): Promise<undefined> {
    const payment = await this.rows.payments.find(orderId);
    if (!payment) return this.abandonLate(orderId);
    const answer = payment.firstSentAt ? await this.ask(payment) : undefined;
    if (answer?.kind === 'unknown') throw new Error('toss gave no answer about a payment');
    if (answer) await this.payments.apply(orderId, answer);
    if (answer?.kind === 'payment') await this.refunded.adopt(orderId, answer.payment);
    await this.payments.send(orderId);
    const refund = await this.rows.refunds.findOpen(orderId);
    if (refund) await this.refunds.settle(refund, answer);
    if (!isHint && (await this.isOpen(orderId))) throw new Error('an order has an open result');
  }

  /** A charge of a card has no key of its own before it was captured. */
  private ask({ orderId, paymentKey }: PaymentRecord): Promise<TossAnswer> {
    return paymentKey ? this.toss.find(paymentKey) : this.toss.findByOrder(orderId);
  }

  /** An order whose window was opened again has a later check. */
  private async abandonLate(orderId: string): Promise<undefined> {
    await this.prisma.transact(async ({ db, enqueue }) => {
      const locked = await this.rows.lock(orderId, db);
      const lastOpening = fromNow(this.clock, -limits.membership.orderLifeMs);
      if (!locked || locked.order.openedAt > lastOpening) return;
      const state = nextOrderState(locked.order.state, 'abandoned');
      if (!state) return;
      await this.rows.orders.update(orderId, { state }, db);
      await enqueue({ kind: 'mail-order', orderId, notice: 'expired' });
    });
  }

  private async isOpen(orderId: string): Promise<boolean> {
    const payment = await this.rows.payments.find(orderId);
    const isPaymentOpen = payment?.state !== 'captured' && payment?.state !== 'failed';
    return isPaymentOpen || (await this.rows.refunds.findOpen(orderId)) !== undefined;
  }
}
