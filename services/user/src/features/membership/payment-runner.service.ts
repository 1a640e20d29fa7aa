import type { Clock } from '@maru/service-kit/clock';
import type { Logger } from '@maru/service-kit/logger';
import { Inject, Injectable } from '@nestjs/common';
import type { TossAnswer, TossClient, TossPayment } from '../../clients/toss.client.js';
import { CLOCK, LOGGER, TOSS } from '../../platform/injection-tokens.js';
import { PrismaService, type Transaction } from '../../platform/prisma.service.js';
import { LedgerRows } from '../../repositories/ledger-rows.js';
import type { PaymentRecord } from '../../repositories/payments.repository.js';
import { Deliveries } from './deliveries.service.js';
import {
  mayResend,
  nextPaymentState,
  readPaymentAnswer,
  type PaymentNews,
} from './machines/payment-machine.js';
import { BillingCards } from './subscriptions/billing-cards.service.js';

const factsOf = ({ paymentKey, approvedAt, method, card, receipt }: TossPayment) => ({
  paymentKey,
  approvedAt: approvedAt ? new Date(approvedAt) : null,
  method: method ?? null,
  issuerCode: card?.issuerCode ?? null,
  last4: card?.number?.slice(-4) ?? null,
  receiptUrl: receipt?.url ?? null,
  failureCode: null,
});

/**
 * Takes the money of an order, once. The request to Toss is committed before it is sent, and sent again only under the same key; Toss is
 * never called within a transaction.
 */
@Injectable()
export class PaymentRunner {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly log: Logger,
    @Inject(TOSS) private readonly toss: TossClient,
    private readonly prisma: PrismaService,
    private readonly rows: LedgerRows,
    private readonly cards: BillingCards,
    private readonly deliveries: Deliveries,
  ) {}

  /** Sends a payment whose result is open, unless Toss has forgotten its key by now. */
  async send(orderId: string): Promise<void> {
    const request = await this.prisma.transact((transaction) => this.markSent(transaction, orderId));
    if (!request) return;
    const { cardId, body, idempotencyKey } = request;
    const sent = cardId
      ? this.cards.charge(cardId, orderId, { body, idempotencyKey })
      : this.toss.confirm({ body, idempotencyKey });
    await this.apply(orderId, await sent);
  }

  /** Applies an answer of Toss' to the payment and its order; repeats change nothing. */
  async apply(orderId: string, answer: TossAnswer): Promise<void> {
    const news = readPaymentAnswer(answer, orderId);
    await this.prisma.transact((transaction) => this.applyIn(transaction, orderId, news));
  }

  private async markSent({ db }: Transaction, orderId: string): Promise<PaymentRecord | undefined> {
    const locked = await this.rows.lock(orderId, db);
    const payment = locked && (await this.rows.payments.find(orderId, db));
    const state = payment && nextPaymentState(payment.state, 'sent');
    if (!payment || !state) return undefined;
    const now = this.clock();
    if (!mayResend(payment.firstSentAt, now)) {
      this.log.error({ orderId }, 'a payment has had no result for 15 days');
      return undefined;
    }
    await this.rows.payments.update(orderId, { state, firstSentAt: payment.firstSentAt ?? now }, db);
    return payment;
  }

  private async applyIn(transaction: Transaction, orderId: string, news: PaymentNews): Promise<void> {
    const { db } = transaction;
    const locked = await this.rows.lock(orderId, db);
    const payment = locked && (await this.rows.payments.find(orderId, db));
    const state = payment && nextPaymentState(payment.state, news.event);
    if (!locked || !state) return;
    const facts = news.event === 'captured' ? factsOf(news.payment) : {};
    const failure = news.event === 'declined' ? { failureCode: news.code } : {};
    await this.rows.payments.update(orderId, { state, ...facts, ...failure }, db);
    if (news.event === 'captured') await this.deliveries.deliver(transaction, locked, news.payment);
    if (news.event === 'declined') await this.deliveries.refuse(transaction, locked, news.code);
  }
}
