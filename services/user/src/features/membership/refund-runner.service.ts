import type { Clock } from '@maru/service-kit/clock';
import type { Logger } from '@maru/service-kit/logger';
import { Inject, Injectable } from '@nestjs/common';
import type { TossAnswer, TossClient } from '../../clients/toss.client.js';
import { CLOCK, LOGGER, TOSS } from '../../platform/injection-tokens.js';
import { PrismaService, type Transaction } from '../../platform/prisma.service.js';
import { LedgerRows } from '../../repositories/ledger-rows.js';
import type { RefundRecord } from '../../repositories/refunds.repository.js';
import { mayResend } from './machines/payment-machine.js';
import {
  cancelReasonOf,
  nextRefundState,
  readRefundAnswer,
  readRefundLookup,
  type RefundNews,
} from './machines/refund-machine.js';
import { RefundedOrders } from './refunded-orders.service.js';

/** Gives money back, once; see `PaymentRunner` for the rules of sending. */
@Injectable()
export class RefundRunner {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly log: Logger,
    @Inject(TOSS) private readonly toss: TossClient,
    private readonly prisma: PrismaService,
    private readonly rows: LedgerRows,
    private readonly refunded: RefundedOrders,
  ) {}

  /** Sends a refund whose result is open, unless Toss has forgotten its key by now. */
  async send(orderId: string, refundId: string): Promise<void> {
    const request = await this.prisma.transact((transaction) =>
      this.markSent(transaction, orderId, refundId),
    );
    if (!request) return;
    const { paymentKey, refund } = request;
    const body = { cancelReason: cancelReasonOf(refundId), cancelAmount: refund.amount };
    const answer = await this.toss.cancel(paymentKey, { body, idempotencyKey: refund.idempotencyKey });
    await this.apply(refund, readRefundAnswer(answer, refundId));
  }

  /** Goes on with an open refund, given Toss' latest word on its payment. */
  async settle(refund: RefundRecord, answer: TossAnswer | undefined): Promise<void> {
    if (answer) await this.apply(refund, readRefundLookup(answer, refund));
    await this.send(refund.orderId, refund.refundId);
  }

  private async markSent({ db }: Transaction, orderId: string, refundId: string) {
    const locked = await this.rows.lock(orderId, db);
    const refund = locked && (await this.rows.refunds.find(refundId, db));
    const payment = refund && (await this.rows.payments.find(orderId, db));
    const state = refund && nextRefundState(refund.state, 'sent');
    if (!payment?.paymentKey || !state) return undefined;
    const now = this.clock();
    if (!mayResend(refund.firstSentAt, now)) {
      this.log.error({ orderId, refundId }, 'a refund has had no result for 15 days');
      return undefined;
    }
    await this.rows.refunds.update(refundId, { state, firstSentAt: refund.firstSentAt ?? now }, db);
    return { paymentKey: payment.paymentKey, refund };
  }

  private async apply({ orderId, refundId }: RefundRecord, news: RefundNews): Promise<void> {
    await this.prisma.transact(async (transaction) => {
      const { db } = transaction;
      const locked = await this.rows.lock(orderId, db);
      const refund = locked && (await this.rows.refunds.find(refundId, db));
      const state = refund && nextRefundState(refund.state, news.event);
      if (!locked || !state) return;
      if (news.event === 'done')
        return this.refunded.finish(transaction, locked, { refund, cancel: news.cancel });
      const failure = news.event === 'rejected' ? { failureCode: news.code, settledAt: this.clock() } : {};
      if (news.event === 'rejected')
        this.log.error({ orderId, refundId, code: news.code }, 'toss rejects a refund');
      await this.rows.refunds.update(refundId, { state, ...failure }, db);
    });
  }
}
