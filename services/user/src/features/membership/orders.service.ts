import type { membershipRoutes, Order } from '@maru/contracts/http/user/membership';
import { limits } from '@maru/contracts/limits';
import { currentPrice, type PaidPlan } from '@maru/contracts/membership';
import type { RouteBody, RouteReply } from '@maru/contracts/route';
import { AppError } from '@maru/service-kit/app-error';
import { fromNow, type Clock } from '@maru/service-kit/clock';
import { newId } from '@maru/service-kit/ids';
import { readPage } from '@maru/service-kit/page';
import { Inject, Injectable } from '@nestjs/common';
import type { Env } from '../../config/env.js';
import { CLOCK, ENV } from '../../platform/injection-tokens.js';
import { PrismaService, type Transaction } from '../../platform/prisma.service.js';
import { LedgerRows } from '../../repositories/ledger-rows.js';
import type { BasicOrder } from '../../repositories/orders.repository.js';
import { SubscriptionRows } from '../../repositories/subscription-rows.js';
import { nextOrderState } from './machines/order-machine.js';
import { isMonthAvailable } from './memberships.service.js';
import { OrderViews } from './order-views.service.js';

type Wanted = RouteBody<typeof membershipRoutes.createOrder>;
type Opened = RouteReply<typeof membershipRoutes.createOrder>;
type Page = RouteReply<typeof membershipRoutes.listOrders>;

/** Shown in Toss' window and on receipts, which are Korean. */
const orderNameOf = (plan: PaidPlan): string => `마루 ${plan.toUpperCase()} 멤버십 한 달`;

/** Orders before and beside their payment. */
@Injectable()
export class OrdersService {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ENV) private readonly env: Pick<Env, 'TOSS_CLIENT_KEY' | 'TOSS_SDK_URL'>,
    private readonly prisma: PrismaService,
    private readonly rows: LedgerRows,
    private readonly subscribed: SubscriptionRows,
    private readonly views: OrderViews,
  ) {}

  /**
   * Opens an order before its payment window. A second click and a second tab get the order that is open already, so that it is paid once.
   * @throws CONFLICT if the price is another one, PAYMENT_PENDING, ALREADY_SUBSCRIBED, MONTH_LIMIT_REACHED, or ACCOUNT_DEPARTING.
   */
  async open(userId: string, wanted: Wanted): Promise<Opened> {
    const order = await this.prisma.transact((transaction) => this.openIn(transaction, userId, wanted));
    const { TOSS_CLIENT_KEY: clientKey, TOSS_SDK_URL: sdkUrl } = this.env;
    return {
      order: await this.views.of(order),
      checkout: { clientKey, sdkUrl, orderName: orderNameOf(order.plan) },
    };
  }

  async find(userId: string, orderId: string): Promise<Order> {
    const order = await this.rows.orders.find(orderId);
    if (order?.buyerId !== userId) throw new AppError('NOT_FOUND');
    return this.views.of(order);
  }

  async list(userId: string, cursor: string | undefined): Promise<Page> {
    const { rows, nextCursor } = await readPage({
      limit: limits.membership.orderPage,
      read: (limit) => this.rows.orders.listOf(userId, { before: cursor, limit }),
      cursorOf: ({ orderId }) => orderId,
    });
    return { orders: await this.views.listOf(rows), nextCursor };
  }

  async abandon(userId: string, orderId: string): Promise<Order> {
    await this.prisma.transact(async ({ db }) => {
      const locked = await this.rows.lock(orderId, db);
      if (locked?.order.buyerId !== userId) throw new AppError('NOT_FOUND');
      const state = nextOrderState(locked.order.state, 'abandoned');
      if (state) await this.rows.orders.update(orderId, { state }, db);
    });
    return this.find(userId, orderId);
  }

  private async openIn({ db, enqueue }: Transaction, userId: string, wanted: Wanted): Promise<BasicOrder> {
    await this.rows.accounts.lock(userId, db);
    await this.requireBuyable(userId, wanted, db);
    const now = this.clock();
    const { kind, plan } = wanted;
    const offered = { buyerId: userId, kind, plan, priceVersion: currentPrice.version };
    const open = await this.rows.orders.findOpen(offered, db);
    const order = open
      ? { ...open, openedAt: now }
      : {
          ...offered,
          orderId: newId(),
          amount: wanted.amount,
          state: 'created' as const,
          openedAt: now,
          createdAt: now,
        };
    if (open) await this.rows.orders.update(order.orderId, { openedAt: now }, db);
    else await this.rows.orders.insert(order, db);
    const runAt = fromNow(this.clock, limits.membership.orderLifeMs);
    await enqueue({ kind: 'check-order', orderId: order.orderId }, { runAt });
    return order;
  }

  private async requireBuyable(userId: string, wanted: Wanted, db: Transaction['db']): Promise<void> {
    const account = await this.rows.accounts.find(userId, db);
    if (!account) throw new AppError('SESSION_ENDED');
    if (account.deletionAt) throw new AppError('ACCOUNT_DEPARTING');
    const since = fromNow(this.clock, -limits.membership.orderLifeMs);
    if (await this.subscribed.isPaying(userId, since, db)) throw new AppError('PAYMENT_PENDING');
    if (await this.subscribed.subscriptions.findOpen(userId, db)) throw new AppError('ALREADY_SUBSCRIBED');
    if (wanted.amount !== currentPrice.monthly[wanted.plan]) throw new AppError('CONFLICT');
    const segments = await this.rows.segments.listOpen(userId, this.clock(), db);
    if (!isMonthAvailable(segments, wanted.plan)) throw new AppError('MONTH_LIMIT_REACHED');
  }
}
