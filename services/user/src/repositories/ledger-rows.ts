import { Injectable } from '@nestjs/common';
import type { Db } from '../platform/prisma.service.js';
import { AccountsRepository, type AccountSecurity } from './accounts.repository.js';
import { OrdersRepository, type OrderRecord } from './orders.repository.js';
import { PaymentsRepository } from './payments.repository.js';
import { RefundsRepository } from './refunds.repository.js';
import { SegmentsRepository } from './segments.repository.js';

export interface LockedOrder {
  order: OrderRecord;
  /** Missing once the account was erased. */
  buyer: AccountSecurity | undefined;
}

/** The repositories whose rows change together with money. */
@Injectable()
export class LedgerRows {
  constructor(
    readonly accounts: AccountsRepository,
    readonly orders: OrdersRepository,
    readonly payments: PaymentsRepository,
    readonly refunds: RefundsRepository,
    readonly segments: SegmentsRepository,
  ) {}

  /** Locks the order's buyer, then the order: one order of locks rules out deadlocks. Payments and refunds need no lock of their own. */
  async lock(orderId: string, db: Db): Promise<LockedOrder | undefined> {
    const found = await this.orders.find(orderId, db);
    if (!found) return undefined;
    await this.accounts.lock(found.buyerId, db);
    const order = await this.orders.lock(orderId, db);
    // An erasure that was faster has renamed the buyer.
    return order && { order, buyer: await this.accounts.find(order.buyerId, db) };
  }
}
