import type { Clock } from '@maru/service-kit/clock';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK } from '../../../platform/injection-tokens.js';
import type { Transaction } from '../../../platform/prisma.service.js';
import {
  SubscriptionsRepository,
  type SubscriptionRecord,
} from '../../../repositories/subscriptions.repository.js';

/** Notices of charges, without which nothing is charged. */
@Injectable()
export class SubscriptionNotices {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly subscriptions: SubscriptionsRepository,
  ) {}

  /**
   * Sends the notice of the next charge. It holds until a charge is captured. A member who takes a cancellation back has seen the day of the
   * charge: their notice counts as one in time, `noticedAt`, so that no perks are given for days of waiting.
   */
  async announceCharge(
    { db, enqueue }: Transaction,
    { subscriptionId }: SubscriptionRecord,
    noticedAt: Date = this.clock(),
  ): Promise<void> {
    await this.subscriptions.update(subscriptionId, { noticedAt }, db);
    await enqueue({ kind: 'mail-subscription', subscriptionId, notice: 'renewal-ahead' });
  }
}
