import { Injectable } from '@nestjs/common';
import type { Db } from '../platform/prisma.service.js';
import { AccountsRepository, type AccountSecurity } from './accounts.repository.js';
import { BillingCardsRepository } from './billing-cards.repository.js';
import { CardRegistrationsRepository } from './card-registrations.repository.js';
import { OrdersRepository } from './orders.repository.js';
import { PaymentsRepository } from './payments.repository.js';
import { SubscriptionsRepository, type SubscriptionRecord } from './subscriptions.repository.js';

export interface LockedSubscription {
  subscription: SubscriptionRecord;
  account: AccountSecurity;
}

/** The repositories whose rows change together with a subscription. */
@Injectable()
export class SubscriptionRows {
  constructor(
    readonly accounts: AccountsRepository,
    readonly cards: BillingCardsRepository,
    readonly orders: OrdersRepository,
    readonly payments: PaymentsRepository,
    readonly registrations: CardRegistrationsRepository,
    readonly subscriptions: SubscriptionsRepository,
  ) {}

  /** Locks the account of a subscription, and with it the subscription. Returns undefined once it was erased. */
  async lock(subscriptionId: string, db: Db): Promise<LockedSubscription | undefined> {
    const found = await this.subscriptions.find(subscriptionId, db);
    if (!found) return undefined;
    await this.accounts.lock(found.userId, db);
    return this.read(found.userId, subscriptionId, db);
  }

  /** Locks the account of a person. Returns their subscription unless it has ended. */
  async lockOpen(userId: string, db: Db): Promise<LockedSubscription | undefined> {
    await this.accounts.lock(userId, db);
    const open = await this.subscriptions.findOpen(userId, db);
    return open && this.read(userId, open.subscriptionId, db);
  }

  /** True while the result of a payment, or of a card for a new subscription, is open: another purchase could pay for the same days. */
  async isPaying(userId: string, since: Date, db: Db): Promise<boolean> {
    return (
      (await this.orders.isAnyConfirming(userId, db)) ||
      (await this.registrations.isAnyStarting(userId, since, db))
    );
  }

  private async read(
    userId: string,
    subscriptionId: string,
    db: Db,
  ): Promise<LockedSubscription | undefined> {
    const account = await this.accounts.find(userId, db);
    const subscription = await this.subscriptions.find(subscriptionId, db);
    return account && subscription && { account, subscription };
  }
}
