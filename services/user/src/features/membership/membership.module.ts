import { Module } from '@nestjs/common';
import { Confirmations } from './confirmations.service.js';
import { Deliveries } from './deliveries.service.js';
import { LedgerAudit } from './ledger-audit.service.js';
import { MembershipController } from './membership.controller.js';
import { MembershipHousekeeping } from './membership-housekeeping.service.js';
import { MembershipsService } from './memberships.service.js';
import { OrderChecks } from './order-checks.service.js';
import { OrderMails } from './order-mails.service.js';
import { OrderViews } from './order-views.service.js';
import { OrdersService } from './orders.service.js';
import { PaymentRunner } from './payment-runner.service.js';
import { PerkUsesService } from './perk-uses.service.js';
import { RefundRequests } from './refund-requests.service.js';
import { RefundRunner } from './refund-runner.service.js';
import { RefundedOrders } from './refunded-orders.service.js';
import { RefundsService } from './refunds.service.js';
import { TossWebhooksController } from './toss-webhooks.controller.js';
import { TossWebhooks } from './toss-webhooks.service.js';

@Module({
  controllers: [MembershipController, TossWebhooksController],
  providers: [
    Confirmations,
    Deliveries,
    LedgerAudit,
    MembershipHousekeeping,
    MembershipsService,
    OrderChecks,
    OrderMails,
    OrderViews,
    OrdersService,
    PaymentRunner,
    PerkUsesService,
    RefundRequests,
    RefundRunner,
    RefundedOrders,
    RefundsService,
    TossWebhooks,
  ],
})
export class MembershipModule {}
