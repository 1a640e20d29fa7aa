import type { Order, RefundQuote } from '@maru/contracts/http/user/membership';
import type { Logger } from '@maru/service-kit/logger';
import { Inject, Injectable } from '@nestjs/common';
import { LOGGER } from '../../platform/injection-tokens.js';
import { OrdersService } from './orders.service.js';
import { waitPatiently } from './patience.js';
import { RefundRequests } from './refund-requests.service.js';
import { RefundRunner } from './refund-runner.service.js';

/** Refunds that a buyer asks for. */
@Injectable()
export class RefundsService {
  constructor(
    @Inject(LOGGER) private readonly log: Logger,
    private readonly requests: RefundRequests,
    private readonly runner: RefundRunner,
    private readonly orders: OrdersService,
  ) {}

  quote(userId: string, orderId: string): Promise<RefundQuote> {
    return this.requests.quote(userId, orderId);
  }

  async refund(userId: string, orderId: string, amount: number): Promise<Order> {
    const refundId = await this.requests.request(userId, orderId, amount);
    await waitPatiently(this.runner.send(orderId, refundId), { log: this.log, orderId });
    return this.orders.find(userId, orderId);
  }
}
