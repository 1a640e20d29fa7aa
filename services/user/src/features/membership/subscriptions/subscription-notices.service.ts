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

  /** Sends the notice of the next charge. It holds until a charge is captured. */
  async announceCharge({ db, enqueue }: Transaction, { subscriptionId }: SubscriptionRecord): Promise<void> {
    await this.subscriptions.update(subscriptionId, { noticedAt: this.clock() }, db);
    await enqueue({ kind: 'mail-subscription', subscriptionId, notice: 'renewal-ahead' });
  }
}
