import {
  subscriptionRoutes as routes,
  type CardWindow,
  type EndQuote,
  type UpgradeQuote,
} from '@maru/contracts/http/user/subscription';
import type { RouteReply } from '@maru/contracts/route';
import type { Caller } from '@maru/service-kit/tokens';
import { Controller } from '@nestjs/common';
import { CurrentCaller } from '../../../platform/caller.decorator.js';
import { Input, type RouteRequest } from '../../../platform/input.decorator.js';
import { Route } from '../../../platform/route.decorator.js';
import { CardRegistrations } from './card-registrations.service.js';
import { EarlyEnds } from './early-ends.service.js';
import { SubscriptionsService } from './subscriptions.service.js';
import { UpgradesService } from './upgrades.service.js';

@Controller()
export class SubscriptionController {
  constructor(
    private readonly subscriptions: SubscriptionsService,
    private readonly registrations: CardRegistrations,
    private readonly upgrades: UpgradesService,
    private readonly ends: EarlyEnds,
  ) {}

  @Route(routes.getSubscription)
  find(@CurrentCaller() { userId }: Caller): Promise<RouteReply<typeof routes.getSubscription>> {
    return this.subscriptions.find(userId);
  }

  @Route(routes.openSubscription)
  open(
    @CurrentCaller() { userId }: Caller,
    @Input() { body }: RouteRequest<typeof routes.openSubscription>,
  ): Promise<CardWindow> {
    return this.registrations.openSubscription(userId, body);
  }

  @Route(routes.openCardChange)
  openCardChange(@CurrentCaller() { userId }: Caller): Promise<CardWindow> {
    return this.registrations.openChange(userId);
  }

  @Route(routes.registerCard)
  registerCard(
    @CurrentCaller() { userId }: Caller,
    @Input() { params, body }: RouteRequest<typeof routes.registerCard>,
  ): Promise<RouteReply<typeof routes.registerCard>> {
    return this.registrations.register(userId, params.registrationId, body.authKey);
  }

  @Route(routes.cancelSubscription)
  cancel(@CurrentCaller() { userId }: Caller): Promise<RouteReply<typeof routes.cancelSubscription>> {
    return this.subscriptions.cancel(userId);
  }

  @Route(routes.resumeSubscription)
  resume(@CurrentCaller() { userId }: Caller): Promise<RouteReply<typeof routes.resumeSubscription>> {
    return this.subscriptions.resume(userId);
  }

  @Route(routes.quoteUpgrade)
  quoteUpgrade(@CurrentCaller() { userId }: Caller): Promise<UpgradeQuote> {
    return this.upgrades.quote(userId);
  }

  @Route(routes.upgrade)
  upgrade(
    @CurrentCaller() { userId }: Caller,
    @Input() { body }: RouteRequest<typeof routes.upgrade>,
  ): Promise<RouteReply<typeof routes.upgrade>> {
    return this.upgrades.upgrade(userId, body.amount);
  }

  @Route(routes.changeNextPlan)
  changeNextPlan(
    @CurrentCaller() { userId }: Caller,
    @Input() { body }: RouteRequest<typeof routes.changeNextPlan>,
  ): Promise<RouteReply<typeof routes.changeNextPlan>> {
    return this.subscriptions.changeNextPlan(userId, body.plan);
  }

  @Route(routes.quoteEnd)
  quoteEnd(@CurrentCaller() { userId }: Caller): Promise<EndQuote> {
    return this.ends.quote(userId);
  }

  @Route(routes.endSubscription)
  end(
    @CurrentCaller() { userId }: Caller,
    @Input() { body }: RouteRequest<typeof routes.endSubscription>,
  ): Promise<RouteReply<typeof routes.endSubscription>> {
    return this.ends.end(userId, body.amount);
  }
}
