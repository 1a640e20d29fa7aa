import { randomUUID } from 'node:crypto';
import { cardWindow, type CardWindow, type subscriptionRoutes } from '@maru/contracts/http/user/subscription';
import { limits } from '@maru/contracts/limits';
import { currentPrice, type PaidPlan } from '@maru/contracts/membership';
import type { RouteReply } from '@maru/contracts/route';
import { AppError } from '@maru/service-kit/app-error';
import { fromNow, type Clock } from '@maru/service-kit/clock';
import { newId } from '@maru/service-kit/ids';
import type { Logger } from '@maru/service-kit/logger';
import { Inject, Injectable } from '@nestjs/common';
import type { Env } from '../../../config/env.js';
import { CLOCK, ENV, LOGGER } from '../../../platform/injection-tokens.js';
import { PrismaService, type Db, type Transaction } from '../../../platform/prisma.service.js';
import { sealText } from '../../../platform/ring-sealing.js';
import type { RegistrationRecord } from '../../../repositories/card-registrations.repository.js';
import { SubscriptionRows } from '../../../repositories/subscription-rows.js';
import { OrdersService } from '../orders.service.js';
import { checkAfterMs, waitPatiently } from '../patience.js';
import { registrationOwner } from './billing-cards.service.js';
import { CardIssues } from './card-issues.service.js';

type Registered = RouteReply<typeof subscriptionRoutes.registerCard>;
type Purpose = Pick<RegistrationRecord, 'purpose' | 'plan' | 'priceVersion'>;

const shownStates = {
  open: 'pending',
  issuing: 'pending',
  registered: 'registered',
  refused: 'refused',
} as const;

/** Registrations of cards, from the window to Toss' answer. */
@Injectable()
export class CardRegistrations {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ENV) private readonly env: Pick<Env, 'TOSS_CLIENT_KEY' | 'TOSS_SDK_URL' | 'BILLING_KEYS'>,
    @Inject(LOGGER) private readonly log: Logger,
    private readonly prisma: PrismaService,
    private readonly rows: SubscriptionRows,
    private readonly issues: CardIssues,
    private readonly orders: OrdersService,
  ) {}

  /** @throws CONFLICT if the price is another one, ALREADY_SUBSCRIBED, PAYMENT_PENDING or ACCOUNT_DEPARTING. */
  openSubscription(
    userId: string,
    { plan, amount }: { plan: PaidPlan; amount: number },
  ): Promise<CardWindow> {
    return this.prisma.transact(async (transaction) => {
      const { db } = transaction;
      await this.rows.accounts.lock(userId, db);
      await this.requireAllowed(userId, 'subscribe', db);
      if (amount !== currentPrice.monthly[plan]) throw new AppError('CONFLICT');
      const { version: priceVersion } = currentPrice;
      return this.open(transaction, userId, { purpose: 'subscribe', plan, priceVersion });
    });
  }

  /** @throws NOT_SUBSCRIBED, or ACCOUNT_DEPARTING. */
  openChange(userId: string): Promise<CardWindow> {
    return this.prisma.transact(async (transaction) => {
      await this.rows.accounts.lock(userId, transaction.db);
      await this.requireAllowed(userId, 'change', transaction.db);
      return this.open(transaction, userId, { purpose: 'change', plan: null, priceVersion: null });
    });
  }

  /**
   * The first key of a registration is its only one: repeats get the registration as it is.
   * @throws NOT_FOUND, ALREADY_SUBSCRIBED, NOT_SUBSCRIBED, PAYMENT_PENDING or ACCOUNT_DEPARTING.
   */
  async register(userId: string, registrationId: string, authKey: string): Promise<Registered> {
    const isFirst = await this.prisma.transact((transaction) =>
      this.begin(transaction, { userId, registrationId, authKey }),
    );
    if (isFirst) await waitPatiently(this.issues.issue(registrationId), { log: this.log, registrationId });
    return this.view(userId, registrationId);
  }

  private async open({ db }: Transaction, userId: string, agreed: Purpose): Promise<CardWindow> {
    const [registrationId, customerKey] = [newId(), randomUUID()];
    await this.rows.registrations.insert(
      {
        ...agreed,
        registrationId,
        userId,
        customerKey,
        authKey: null,
        idempotencyKey: randomUUID(),
        state: 'open',
        orderId: null,
        createdAt: this.clock(),
      },
      db,
    );
    const { TOSS_CLIENT_KEY: clientKey, TOSS_SDK_URL: sdkUrl } = this.env;
    return cardWindow.parse({ registrationId, clientKey, sdkUrl, customerKey });
  }

  private async begin(
    { db, enqueue }: Transaction,
    { userId, registrationId, authKey }: { userId: string; registrationId: string; authKey: string },
  ): Promise<boolean> {
    await this.rows.accounts.lock(userId, db);
    const found = await this.rows.registrations.find(registrationId, db);
    if (found?.userId !== userId) throw new AppError('NOT_FOUND');
    if (found.state !== 'open') return false;
    if (found.createdAt < fromNow(this.clock, -limits.membership.orderLifeMs)) {
      await this.rows.registrations.update(registrationId, { state: 'refused' }, db);
      return false;
    }
    await this.requireAllowed(userId, found.purpose, db);
    const sealed = sealText(this.env.BILLING_KEYS, registrationOwner(registrationId), authKey);
    await this.rows.registrations.update(registrationId, { state: 'issuing', authKey: sealed }, db);
    await enqueue({ kind: 'check-card', registrationId }, { runAt: fromNow(this.clock, checkAfterMs) });
    return true;
  }

  private async requireAllowed(userId: string, purpose: Purpose['purpose'], db: Db): Promise<void> {
    const account = await this.rows.accounts.find(userId, db);
    if (!account) throw new AppError('SESSION_ENDED');
    const subscription = await this.rows.subscriptions.findOpen(userId, db);
    if (purpose === 'subscribe' && subscription) throw new AppError('ALREADY_SUBSCRIBED');
    if (purpose === 'change' && (!subscription || subscription.state === 'starting'))
      throw new AppError('NOT_SUBSCRIBED');
    if (account.deletionAt) throw new AppError('ACCOUNT_DEPARTING');
    const since = fromNow(this.clock, -limits.membership.orderLifeMs);
    if (purpose === 'subscribe' && (await this.rows.isPaying(userId, since, db)))
      throw new AppError('PAYMENT_PENDING');
  }

  private async view(userId: string, registrationId: string): Promise<Registered> {
    const found = await this.rows.registrations.find(registrationId);
    if (!found) throw new AppError('NOT_FOUND');
    const { state, purpose, orderId } = found;
    const order = orderId ? await this.orders.find(userId, orderId) : null;
    return { state: shownStates[state], purpose, order };
  }
}
