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
import { BillingCards } from './subscriptions/billing-cards.service.js';
import { CardIssues } from './subscriptions/card-issues.service.js';
import { CardRegistrations } from './subscriptions/card-registrations.service.js';
import { EarlyEnds } from './subscriptions/early-ends.service.js';
import { UpgradeRequests } from './subscriptions/upgrade-requests.service.js';
import { UpgradesService } from './subscriptions/upgrades.service.js';
import { Renewals } from './subscriptions/renewals.service.js';
import { SubscribedOrders } from './subscriptions/subscribed-orders.service.js';
import { SubscriptionCharges } from './subscriptions/subscription-charges.service.js';
import { SubscriptionController } from './subscriptions/subscription.controller.js';
import { SubscriptionEnds } from './subscriptions/subscription-ends.service.js';
import { SubscriptionMails } from './subscriptions/subscription-mails.service.js';
import { SubscriptionNotices } from './subscriptions/subscription-notices.service.js';
import { SubscriptionsService } from './subscriptions/subscriptions.service.js';
import { SubscriptionStarts } from './subscriptions/subscription-starts.service.js';
import { SubscriptionViews } from './subscriptions/subscription-views.service.js';

@Module({
  controllers: [MembershipController, SubscriptionController, TossWebhooksController],
  providers: [
    BillingCards,
    CardIssues,
    CardRegistrations,
    Confirmations,
    Deliveries,
    EarlyEnds,
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
    Renewals,
    SubscribedOrders,
    SubscriptionCharges,
    SubscriptionEnds,
    SubscriptionMails,
    SubscriptionNotices,
    SubscriptionsService,
    SubscriptionStarts,
    SubscriptionViews,
    TossWebhooks,
    UpgradeRequests,
    UpgradesService,
  ],
  exports: [BillingCards],
})
export class MembershipModule {}
