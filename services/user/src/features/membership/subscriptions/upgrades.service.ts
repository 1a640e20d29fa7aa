import type { subscriptionRoutes, UpgradeQuote } from '@maru/contracts/http/user/subscription';
import type { RouteReply } from '@maru/contracts/route';
import type { Logger } from '@maru/service-kit/logger';
import { Inject, Injectable } from '@nestjs/common';
import { LOGGER } from '../../../platform/injection-tokens.js';
import { OrdersService } from '../orders.service.js';
import { waitPatiently } from '../patience.js';
import { PaymentRunner } from '../payment-runner.service.js';
import { SubscriptionViews } from './subscription-views.service.js';
import { UpgradeRequests } from './upgrade-requests.service.js';

/** Larger plans for the rest of a period. */
@Injectable()
export class UpgradesService {
  constructor(
    @Inject(LOGGER) private readonly log: Logger,
    private readonly requests: UpgradeRequests,
    private readonly payments: PaymentRunner,
    private readonly orders: OrdersService,
    private readonly views: SubscriptionViews,
  ) {}

  quote(userId: string): Promise<UpgradeQuote> {
    return this.requests.quote(userId);
  }

  async upgrade(userId: string, amount: number): Promise<RouteReply<typeof subscriptionRoutes.upgrade>> {
    const orderId = await this.requests.request(userId, amount);
    if (orderId) await waitPatiently(this.payments.send(orderId), { log: this.log, orderId });
    return {
      subscription: await this.views.find(userId),
      order: orderId ? await this.orders.find(userId, orderId) : null,
    };
  }
}
