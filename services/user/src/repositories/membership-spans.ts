import { largerPlan, type Plan } from '@maru/contracts/membership';
import { Injectable } from '@nestjs/common';
import type { Db } from '../platform/prisma.service.js';
import { SegmentsRepository, type SegmentRecord } from './segments.repository.js';
import { SubscriptionsRepository, type PerkSpan } from './subscriptions.repository.js';

/** The spans in which people have the perks of a plan: those that they paid for, and the grace of their subscription. */
@Injectable()
export class MembershipSpans {
  constructor(
    private readonly segments: SegmentsRepository,
    private readonly subscriptions: SubscriptionsRepository,
  ) {}

  /** The person's spans that end after `now`. */
  async listOpen(userId: string, now: Date, db?: Db): Promise<(SegmentRecord | PerkSpan)[]> {
    const [segments, grace] = [
      await this.segments.listOpen(userId, now, db),
      await this.subscriptions.listPerks([userId], db),
    ];
    return [...segments, ...grace.filter(({ endsAt }) => endsAt > now)];
  }

  /** The plan of each person at `now`; people on FREE are left out. */
  async plansOf(userIds: string[], now: Date, db: Db): Promise<Map<string, Plan>> {
    const segments = await this.segments.listRunning(userIds, now, db);
    const grace = await this.subscriptions.listPerks(userIds, db);
    const running = [...segments, ...grace.filter(({ startsAt, endsAt }) => startsAt <= now && now < endsAt)];
    const plans = new Map<string, Plan>();
    for (const { userId, plan } of running) plans.set(userId, largerPlan(plans.get(userId) ?? 'free', plan));
    return plans;
  }
}
