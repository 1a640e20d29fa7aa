import { fromNow, type Clock } from '@maru/service-kit/clock';
import { newId } from '@maru/service-kit/ids';
import { Inject, Injectable } from '@nestjs/common';
import type {
  TossAnswer,
  TossCard,
  TossCardAnswer,
  TossClient,
  TossRequest,
} from '../../../clients/toss.client.js';
import type { Env } from '../../../config/env.js';
import { CLOCK, ENV, TOSS } from '../../../platform/injection-tokens.js';
import type { DeleteCard, Feature } from '../../../platform/jobs.js';
import type { Transaction } from '../../../platform/prisma.service.js';
import { openText, sealText } from '../../../platform/ring-sealing.js';
import type { CardRecord } from '../../../repositories/billing-cards.repository.js';
import type { RegistrationRecord } from '../../../repositories/card-registrations.repository.js';
import { SubscriptionRows } from '../../../repositories/subscription-rows.js';

type IssuingRegistration = RegistrationRecord & { authKey: string };

/** A charge with an open result may have to be sent again. */
const openChargeMs = 60_000;

export const registrationOwner = (registrationId: string) => `registration ${registrationId}`;

const ownerOf = ({ userId, cardId }: Pick<CardRecord, 'userId' | 'cardId'>) => `card ${userId} ${cardId}`;

/** Cards that Toss charges for us. Their keys are stored sealed, and leave this service only for Toss. */
@Injectable()
export class BillingCards implements Feature {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ENV) private readonly env: Pick<Env, 'BILLING_KEYS'>,
    @Inject(TOSS) private readonly toss: TossClient,
    private readonly rows: SubscriptionRows,
  ) {}

  /** A key that was forgotten here would live at Toss for ever. */
  readonly endless = ['delete-card'] as const;
  readonly jobs = { 'delete-card': (job: DeleteCard) => this.deleteUnused(job) };

  /** Asks Toss for the key of a card that was authenticated in the window of this registration. */
  issue(registration: IssuingRegistration): Promise<TossCardAnswer> {
    const { registrationId, customerKey, idempotencyKey } = registration;
    const owner = registrationOwner(registrationId);
    const authKey = openText(this.env.BILLING_KEYS, owner, registration.authKey);
    return this.toss.issueBillingKey({ body: { authKey, customerKey }, idempotencyKey });
  }

  /** Returns the card's id. */
  async insert(
    { db }: Transaction,
    { userId, customerKey, card }: { userId: string; customerKey: string; card: TossCard },
  ): Promise<string> {
    const { billingKey, ...shown } = card;
    const cardId = newId();
    const sealed = sealText(this.env.BILLING_KEYS, ownerOf({ userId, cardId }), billingKey);
    const createdAt = this.clock();
    await this.rows.cards.insert(
      { ...shown, cardId, userId, customerKey, billingKey: sealed, createdAt },
      db,
    );
    return cardId;
  }

  /** A card that is gone takes no more money, but may have taken it before. */
  async charge(cardId: string, orderId: string, request: TossRequest): Promise<TossAnswer> {
    const card = await this.rows.cards.find(cardId);
    const billingKey = card && this.keyOf(card);
    if (billingKey) return this.toss.charge(billingKey, request);
    const answer = await this.toss.findByOrder(orderId);
    return answer.kind === 'missing' ? { kind: 'declined', code: 'NOT_FOUND_BILLING_KEY' } : answer;
  }

  /** Deletes everything that Toss keeps of a person. @throws While Toss does not answer. */
  async deleteAll(userId: string): Promise<void> {
    for (const card of await this.rows.cards.listKept(userId)) await this.delete(card);
  }

  private async deleteUnused(job: DeleteCard) {
    const { cardId } = job;
    if (await this.rows.payments.isChargeOpen(cardId))
      return { left: job, runAt: fromNow(this.clock, openChargeMs) };
    const card = await this.rows.cards.find(cardId);
    if (card) await this.delete(card);
    return undefined;
  }

  private async delete(card: CardRecord): Promise<void> {
    const billingKey = this.keyOf(card);
    if (!billingKey) return;
    if (!(await this.toss.deleteBillingKey(billingKey))) throw new Error('toss has not deleted a card');
    await this.rows.cards.wipe(card.cardId);
  }

  private keyOf(card: CardRecord): string | undefined {
    return card.billingKey === null
      ? undefined
      : openText(this.env.BILLING_KEYS, ownerOf(card), card.billingKey);
  }
}
