import { randomUUID } from 'node:crypto';
import type { Order } from '@maru/contracts/http/user/membership';
import { AppError } from '@maru/service-kit/app-error';
import { fromNow, type Clock } from '@maru/service-kit/clock';
import type { Logger } from '@maru/service-kit/logger';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, LOGGER } from '../../platform/injection-tokens.js';
import { isDuplicate, PrismaService, type Transaction } from '../../platform/prisma.service.js';
import { LedgerRows } from '../../repositories/ledger-rows.js';
import type { OrderRecord } from '../../repositories/orders.repository.js';
import { SubscriptionsRepository } from '../../repositories/subscriptions.repository.js';
import { nextOrderState } from './machines/order-machine.js';
import { OrdersService } from './orders.service.js';
import { checkAfterMs, waitPatiently } from './patience.js';
import { PaymentRunner } from './payment-runner.service.js';

/** Values that the payment window hands to the buyer's browser, and that anyone could have made up. */
interface Returned {
  paymentKey: string;
  amount: number;
}

/** Confirms the payment that a buyer has authenticated in the window. */
@Injectable()
export class Confirmations {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly log: Logger,
    private readonly prisma: PrismaService,
    private readonly rows: LedgerRows,
    private readonly subscriptions: SubscriptionsRepository,
    private readonly orders: OrdersService,
    private readonly payments: PaymentRunner,
  ) {}

  /**
   * The first payment of an order is its only one: repeats and other windows of the same order get the order as it is.
   * @throws CONFLICT if the amount is another one, or ORDER_CLOSED.
   */
  async confirm(userId: string, orderId: string, returned: Returned): Promise<Order> {
    const isFirst = await this.begin(userId, orderId, returned);
    if (isFirst) await waitPatiently(this.payments.send(orderId), { log: this.log, orderId });
    return this.orders.find(userId, orderId);
  }

  private async begin(userId: string, orderId: string, returned: Returned): Promise<boolean> {
    try {
      return await this.prisma.transact(async (transaction) => {
        const locked = await this.rows.lock(orderId, transaction.db);
        if (locked?.order.buyerId !== userId) throw new AppError('NOT_FOUND');
        return this.beginLocked(transaction, locked.order, returned);
      });
    } catch (error) {
      // The key belongs to the payment of another order.
      throw isDuplicate(error) ? new AppError('CONFLICT', { cause: error }) : error;
    }
  }

  private async beginLocked(
    { db, enqueue }: Transaction,
    order: OrderRecord,
    { paymentKey, amount }: Returned,
  ): Promise<boolean> {
    const { orderId } = order;
    if (order.state === 'abandoned') throw new AppError('ORDER_CLOSED');
    const state = nextOrderState(order.state, 'confirmed');
    if (!state) return false;
    if (await this.subscriptions.findOpen(order.buyerId, db)) throw new AppError('ORDER_CLOSED');
    if (amount !== order.amount) {
      this.log.warn({ orderId, amount }, 'a payment window returned another amount than was ordered');
      throw new AppError('CONFLICT');
    }
    await this.rows.orders.update(orderId, { state }, db);
    await this.rows.payments.insert(
      {
        orderId,
        paymentKey,
        idempotencyKey: randomUUID(),
        amount: order.amount,
        body: { paymentKey, orderId, amount: order.amount },
        createdAt: this.clock(),
      },
      db,
    );
    await enqueue({ kind: 'check-order', orderId }, { runAt: fromNow(this.clock, checkAfterMs) });
    return true;
  }
}
