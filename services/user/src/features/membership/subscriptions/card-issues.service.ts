import type { Clock } from '@maru/service-kit/clock';
import type { Logger } from '@maru/service-kit/logger';
import { Inject, Injectable } from '@nestjs/common';
import type { TossCard, TossCardAnswer } from '../../../clients/toss.client.js';
import { CLOCK, LOGGER } from '../../../platform/injection-tokens.js';
import type { CheckCard, Feature } from '../../../platform/jobs.js';
import { PrismaService, type Transaction } from '../../../platform/prisma.service.js';
import type { RegistrationRecord } from '../../../repositories/card-registrations.repository.js';
import { SubscriptionRows } from '../../../repositories/subscription-rows.js';
import { mayResend } from '../machines/payment-machine.js';
import { PaymentRunner } from '../payment-runner.service.js';
import { BillingCards } from './billing-cards.service.js';
import { SubscriptionStarts } from './subscription-starts.service.js';

/**
 * Makes authenticated cards chargeable, once each: the request is committed before it is sent, and sent again only under its key. Toss is
 * never called within a transaction.
 */
@Injectable()
export class CardIssues implements Feature {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly log: Logger,
    private readonly prisma: PrismaService,
    private readonly rows: SubscriptionRows,
    private readonly cards: BillingCards,
    private readonly starts: SubscriptionStarts,
    private readonly payments: PaymentRunner,
  ) {}

  readonly endless = ['check-card'] as const;
  readonly jobs = { 'check-card': (job: CheckCard) => this.check(job) };

  /** Sends a registration whose result is open, and the charge that its card is for. */
  async issue(registrationId: string): Promise<void> {
    const registration = await this.rows.registrations.find(registrationId);
    if (registration?.state !== 'issuing' || !registration.authKey) return;
    const answer = await this.cards.issue({ ...registration, authKey: registration.authKey });
    const orderId = await this.prisma.transact((transaction) =>
      this.apply(transaction, registration, answer),
    );
    if (orderId) await this.payments.send(orderId);
  }

  /** Throws while the result is open, so that the job is tried again. */
  private async check({ registrationId }: CheckCard): Promise<undefined> {
    await this.issue(registrationId);
    const registration = await this.rows.registrations.find(registrationId);
    if (registration?.state !== 'issuing') return;
    if (mayResend(registration.createdAt, this.clock())) throw new Error('a card has an open result');
    this.log.error({ registrationId }, 'a card has had no result for 15 days');
    await this.prisma.transact(({ db }) => this.refuse(registrationId, db));
  }

  /** Returns the order to charge, if any. Repeats change nothing. */
  private async apply(
    transaction: Transaction,
    { registrationId, userId }: RegistrationRecord,
    answer: TossCardAnswer,
  ): Promise<string | undefined> {
    const { db } = transaction;
    await this.rows.accounts.lock(userId, db);
    const registration = await this.rows.registrations.find(registrationId, db);
    if (registration?.state !== 'issuing' || answer.kind === 'unknown') return undefined;
    if (answer.kind === 'declined') {
      await this.refuse(registrationId, db);
      return undefined;
    }
    return this.keep(transaction, registration, answer.card);
  }

  private async keep(
    transaction: Transaction,
    registration: RegistrationRecord,
    card: TossCard,
  ): Promise<string | undefined> {
    const { registrationId } = registration;
    const cardId = await this.cards.insert(transaction, { ...registration, card });
    const used = await this.starts.use(transaction, registration, cardId);
    if (!used) {
      await transaction.enqueue({ kind: 'delete-card', cardId });
      await this.refuse(registrationId, transaction.db);
      return undefined;
    }
    const change = { state: 'registered' as const, authKey: null, orderId: used.orderId };
    await this.rows.registrations.update(registrationId, change, transaction.db);
    return used.orderId ?? undefined;
  }

  private async refuse(registrationId: string, db: Transaction['db']): Promise<void> {
    await this.rows.registrations.update(registrationId, { state: 'refused', authKey: null }, db);
  }
}
