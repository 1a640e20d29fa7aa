import { blankPayment, cardOf, type Answer, type NewPayment, type Payments } from './payments.js';
import { kstTime, type Outcome } from './payment.js';
import { digits, newKey, type BillingCard, type StoredPayment, type TossState } from './state.js';
import { tossError } from './toss-error.js';

interface Deps {
  state: TossState;
  payments: Payments;
  /** Announces that a key was deleted. */
  announceDeleted: (billingKey: string, reason: string | null) => void;
}

/** Automatic billing: the merchant charges a key, at times of its own. */
export class Billing {
  constructor(private readonly deps: Deps) {}

  /** The buyer has registered a card in the window. Returns the one-time key for `issue`. */
  register(customerKey: string, outcome: Outcome): string {
    const { state } = this.deps;
    const authKey = newKey('bln');
    state.ledger.authKeys[authKey] = {
      billingKey: newKey('bk'),
      customerKey,
      number: `43301234****${digits(3)}*`,
      issuerCode: '61',
      cardType: '신용',
      outcome,
      authenticatedAt: kstTime(state.now()),
      isDeleted: false,
    };
    state.changed();
    return authKey;
  }

  issue({ authKey, customerKey }: { authKey: string; customerKey: string }): Answer {
    const { ledger } = this.deps.state;
    const card = ledger.authKeys[authKey];
    if (!card) throw tossError('INVALID_REQUEST');
    if (card.customerKey !== customerKey) throw tossError('NOT_MATCHES_CUSTOMER_KEY');
    delete ledger.authKeys[authKey];
    ledger.cards[card.billingKey] = card;
    this.deps.state.changed();
    return { status: 200, body: this.bodyOf(card) };
  }

  charge(billingKey: string, order: NewPayment & { customerKey: string }): Answer {
    const { state, payments } = this.deps;
    const card = this.cardOf(billingKey);
    if (card.customerKey !== order.customerKey) throw tossError('NOT_MATCHES_CUSTOMER_KEY');
    if (order.amount < 100) throw tossError('BELOW_MINIMUM_AMOUNT');
    if (state.paymentsOf(order.orderId).some(({ payment }) => payment.approvedAt))
      throw tossError('DUPLICATED_ORDER_ID');
    const stored: StoredPayment = {
      payment: {
        ...blankPayment(order, { type: 'BILLING', at: state.now() }),
        card: { ...cardOf(order.amount), number: card.number, issuerCode: card.issuerCode },
        secret: null,
      },
      deadline: null,
      outcome: card.outcome,
      method: '카드',
      customerKey: card.customerKey,
    };
    // A charge that never reached the card leaves no payment behind.
    if (!['unsure', 'broken', 'silent'].includes(card.outcome)) payments.keep(stored);
    const answer = payments.settle(stored, card.outcome);
    card.outcome = stored.outcome;
    return answer;
  }

  delete(billingKey: string, reason: string | null = null): Answer {
    this.cardOf(billingKey).isDeleted = true;
    this.deps.state.changed();
    this.deps.announceDeleted(billingKey, reason);
    return { status: 200, body: undefined };
  }

  /** Changes what the card's company answers from now on. */
  setOutcome(billingKey: string, outcome: Outcome): void {
    this.cardOf(billingKey).outcome = outcome;
    this.deps.state.changed();
  }

  private cardOf(billingKey: string): BillingCard {
    const card = this.deps.state.ledger.cards[billingKey];
    if (!card || card.isDeleted) throw tossError('NOT_FOUND_BILLING_KEY');
    return card;
  }

  private bodyOf({ billingKey, customerKey, number, issuerCode, cardType, authenticatedAt }: BillingCard) {
    return {
      mId: 'tvivarepublica',
      customerKey,
      authenticatedAt,
      method: '카드',
      billingKey,
      card: { issuerCode, acquirerCode: '31', number, cardType, ownerType: '개인' },
    };
  }
}
