import { orderId as orderIdSchema } from '@maru/contracts/http/user/membership';
import type { Clock } from '@maru/service-kit/clock';
import type { Logger } from '@maru/service-kit/logger';
import type { RateLimit, RateLimiter } from '@maru/service-kit/rate-limiter';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { CLOCK, LOGGER, RATE_LIMITER } from '../../platform/injection-tokens.js';
import { PrismaService } from '../../platform/prisma.service.js';
import { OrdersRepository } from '../../repositories/orders.repository.js';
import { TossWebhooksRepository } from '../../repositories/toss-webhooks.repository.js';

const ofOrder = z.union([
  z.object({ data: z.object({ orderId: orderIdSchema }) }).transform(({ data }) => data.orderId),
  z.object({ orderId: orderIdSchema }).transform(({ orderId }) => orderId),
]);

const transmission = z.string().min(1).max(100);

/**
 * Webhooks carry no signature, so they are hints only: one about an order that we know makes us ask Toss for it. Forged ones cost a
 * request to Toss, of which each order allows a few.
 */
@Injectable()
export class TossWebhooks {
  private readonly perOrder: RateLimit;

  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly log: Logger,
    @Inject(RATE_LIMITER) limiter: RateLimiter,
    private readonly prisma: PrismaService,
    private readonly orders: OrdersRepository,
    private readonly webhooks: TossWebhooksRepository,
  ) {
    this.perOrder = limiter.limit('webhooks of an order', { points: 20, seconds: 600 });
  }

  /** Answers without an error to everything that Toss need not send again. */
  async receive(transmissionId: string | undefined, body: unknown): Promise<void> {
    const [id, order] = [transmission.safeParse(transmissionId), ofOrder.safeParse(body)];
    if (!id.success || !order.success) {
      this.log.info('a webhook of toss is about no order');
      return;
    }
    await this.perOrder.consume(order.data);
    await this.prisma.transact(async ({ db, enqueue }) => {
      if (!(await this.orders.find(order.data, db))) return;
      const isNew = await this.webhooks.insert(id.data, this.clock(), db);
      if (isNew) await enqueue({ kind: 'check-order', orderId: order.data, isHint: true });
    });
  }
}
