import {
  membershipRoutes as routes,
  type MembershipPage,
  type Order,
  type RefundQuote,
} from '@maru/contracts/http/user/membership';
import type { RouteReply } from '@maru/contracts/route';
import type { Caller } from '@maru/service-kit/tokens';
import { Controller } from '@nestjs/common';
import { CurrentCaller } from '../../platform/caller.decorator.js';
import { Input, type RouteRequest } from '../../platform/input.decorator.js';
import { Route } from '../../platform/route.decorator.js';
import { Confirmations } from './confirmations.service.js';
import { MembershipsService } from './memberships.service.js';
import { OrdersService } from './orders.service.js';
import { RefundsService } from './refunds.service.js';

@Controller()
export class MembershipController {
  constructor(
    private readonly memberships: MembershipsService,
    private readonly orders: OrdersService,
    private readonly confirmations: Confirmations,
    private readonly refunds: RefundsService,
  ) {}

  @Route(routes.getMembership)
  page(@CurrentCaller() { userId }: Caller): Promise<MembershipPage> {
    return this.memberships.page(userId);
  }

  @Route(routes.createOrder)
  create(
    @CurrentCaller() { userId }: Caller,
    @Input() { body }: RouteRequest<typeof routes.createOrder>,
  ): Promise<RouteReply<typeof routes.createOrder>> {
    return this.orders.open(userId, body);
  }

  @Route(routes.listOrders)
  list(
    @CurrentCaller() { userId }: Caller,
    @Input() { query }: RouteRequest<typeof routes.listOrders>,
  ): Promise<RouteReply<typeof routes.listOrders>> {
    return this.orders.list(userId, query.cursor);
  }

  @Route(routes.getOrder)
  find(
    @CurrentCaller() { userId }: Caller,
    @Input() { params }: RouteRequest<typeof routes.getOrder>,
  ): Promise<Order> {
    return this.orders.find(userId, params.orderId);
  }

  @Route(routes.confirmOrder)
  confirm(
    @CurrentCaller() { userId }: Caller,
    @Input() { params, body }: RouteRequest<typeof routes.confirmOrder>,
  ): Promise<Order> {
    return this.confirmations.confirm(userId, params.orderId, body);
  }

  @Route(routes.abandonOrder)
  abandon(
    @CurrentCaller() { userId }: Caller,
    @Input() { params }: RouteRequest<typeof routes.abandonOrder>,
  ): Promise<Order> {
    return this.orders.abandon(userId, params.orderId);
  }

  @Route(routes.quoteRefund)
  quoteRefund(
    @CurrentCaller() { userId }: Caller,
    @Input() { params }: RouteRequest<typeof routes.quoteRefund>,
  ): Promise<RefundQuote> {
    return this.refunds.quote(userId, params.orderId);
  }

  @Route(routes.refundOrder)
  refund(
    @CurrentCaller() { userId }: Caller,
    @Input() { params, body }: RouteRequest<typeof routes.refundOrder>,
  ): Promise<Order> {
    return this.refunds.refund(userId, params.orderId, body.amount);
  }
}
