import { largerPlan, type PaidPlan } from '@maru/contracts/membership';
import { Injectable } from '@nestjs/common';
import type { Subscription } from '../generated/prisma/client.js';
import { PrismaService, type Db } from '../platform/prisma.service.js';

export type SubscriptionRecord = Subscription;

/** A subscription's promise: the perks of its plan, until the instant at which they end unless a charge succeeds. */
export interface PerkSpan {
  userId: string;
  plan: PaidPlan;
  anchorDay: number;
  startsAt: Date;
  endsAt: Date;
}

type Change = Partial<Omit<SubscriptionRecord, 'subscriptionId' | 'userId' | 'createdAt'>>;

/** Korea has no summer time: seven days always have this length. */
const graceMs = 7 * 86_400_000;

/** The perks end with the grace of a failed charge; otherwise a renewal that is late has a grace of its own. */
export const perksEndOf = ({ state, graceUntil, paidUntil }: SubscriptionRecord): Date =>
  graceUntil ?? (state === 'cancelling' ? paidUntil : new Date(paidUntil.getTime() + graceMs));

/** The paid period has the plan that was paid for; the wait for the next charge has no larger one than that charge pays for. */
const perksOf = (subscription: SubscriptionRecord): PerkSpan[] => {
  const { userId, plan, nextPlan, anchorDay, paidFrom, paidUntil } = subscription;
  const waiting = largerPlan(plan, nextPlan) === plan ? nextPlan : plan;
  return [
    { userId, anchorDay, plan, startsAt: paidFrom, endsAt: paidUntil },
    { userId, anchorDay, plan: waiting, startsAt: paidUntil, endsAt: perksEndOf(subscription) },
  ];
};

/** Rows of `subscriptions`. An account's row is locked before its subscriptions are changed. */
@Injectable()
export class SubscriptionsRepository {
  constructor(private readonly prisma: PrismaService) {}

  async find(subscriptionId: string, db: Db = this.prisma): Promise<SubscriptionRecord | undefined> {
    return (await db.subscription.findUnique({ where: { subscriptionId } })) ?? undefined;
  }

  /** The person's subscription that has not ended. */
  async findOpen(userId: string, db: Db = this.prisma): Promise<SubscriptionRecord | undefined> {
    return (await db.subscription.findUnique({ where: { openUserId: userId } })) ?? undefined;
  }

  /** The perks that these people's subscriptions grant; one whose first charge is not captured grants none. */
  async listPerks(userIds: string[], db: Db = this.prisma): Promise<PerkSpan[]> {
    const where = { openUserId: { in: userIds }, state: { not: 'starting' as const } };
    const open = await db.subscription.findMany({ where });
    return open.flatMap(perksOf);
  }

  async insert(subscription: SubscriptionRecord, db: Db): Promise<void> {
    await db.subscription.create({ data: subscription });
  }

  async update(subscriptionId: string, change: Change, db: Db): Promise<void> {
    await db.subscription.update({ where: { subscriptionId }, data: change });
  }
}
