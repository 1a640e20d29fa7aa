import { paidSpan, type MembershipPage, type Offer } from '@maru/contracts/http/user/membership';
import { limits } from '@maru/contracts/limits';
import { currentPrice, paidPlans, type PaidPlan } from '@maru/contracts/membership';
import type { Clock } from '@maru/service-kit/clock';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK } from '../../platform/injection-tokens.js';
import type { Feature, RefreshMembership } from '../../platform/jobs.js';
import { PrismaService, type Transaction } from '../../platform/prisma.service.js';
import { AccountsRepository } from '../../repositories/accounts.repository.js';
import { MembershipSpans } from '../../repositories/membership-spans.js';
import { SegmentsRepository, type SegmentRecord } from '../../repositories/segments.repository.js';
import { SubscriptionsRepository } from '../../repositories/subscriptions.repository.js';
import { vatIn } from './rules/money.js';
import { membershipAt, monthFrom, type Span } from './rules/spans.js';

/** True if the person may pay for another month of the plan. */
export const isMonthAvailable = (spans: readonly Span[], plan: PaidPlan): boolean =>
  spans.filter((span) => span.plan === plan).length < limits.membership.monthsAhead;

/** Memberships: the sum of a person's segments and of the grace of their subscription, announced to all who obey or show it. */
@Injectable()
export class MembershipsService implements Feature {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly prisma: PrismaService,
    private readonly accounts: AccountsRepository,
    private readonly segments: SegmentsRepository,
    private readonly spans: MembershipSpans,
    private readonly subscriptions: SubscriptionsRepository,
  ) {}

  readonly jobs = { 'refresh-membership': (job: RefreshMembership) => this.refresh(job) };

  async page(userId: string): Promise<MembershipPage> {
    const now = this.clock();
    const [segments, spans, subscription] = await Promise.all([
      this.segments.listOpen(userId, now),
      this.spans.listOpen(userId, now),
      this.subscriptions.findOpen(userId),
    ]);
    return {
      membership: membershipAt(spans, now),
      spans: segments.map((segment) =>
        paidSpan.parse({
          ...segment,
          startsAt: segment.startsAt.toISOString(),
          endsAt: segment.endsAt.toISOString(),
        }),
      ),
      offers: paidPlans.map((plan) => {
        const offer = this.offerOf(segments, plan, now);
        return subscription ? { ...offer, isAvailable: false } : offer;
      }),
    };
  }

  /** Adds a segment, and announces the membership now and when the segment begins or ends. The caller holds the account's lock. */
  async add(segment: SegmentRecord, transaction: Transaction): Promise<void> {
    const { orderId, userId, startsAt, endsAt } = segment;
    await this.segments.insert(segment, transaction.db);
    await this.announce(userId, transaction);
    for (const runAt of [startsAt, endsAt].filter((instant) => instant > this.clock()))
      await transaction.enqueue({ kind: 'refresh-membership', orderId }, { runAt });
  }

  /** Ends a segment now; one that has not begun ends where it would begin. The caller holds the account's lock. */
  async end(orderId: string, transaction: Transaction): Promise<void> {
    const segment = await this.segments.find(orderId, transaction.db);
    const now = this.clock();
    if (!segment || segment.endsAt <= now) return;
    const endsAt = segment.startsAt > now ? segment.startsAt : now;
    await this.segments.cut(orderId, endsAt, transaction.db);
    await this.announce(segment.userId, transaction);
  }

  private async refresh({ orderId }: RefreshMembership): Promise<undefined> {
    await this.prisma.transact(async (transaction) => {
      const segment = await this.segments.find(orderId, transaction.db);
      if (!segment) return;
      await this.accounts.lock(segment.userId, transaction.db);
      await this.announce(segment.userId, transaction);
    });
  }

  /** Tells the other services the membership as it is now. */
  async announce(userId: string, { db, record }: Transaction): Promise<void> {
    const profile = await this.accounts.findProfile(userId, db);
    // An erased account has no membership.
    if (!profile) return;
    const now = this.clock();
    const membership = membershipAt(await this.spans.listOpen(userId, now, db), now);
    await record({ type: 'membership.changed', userId, membership });
    await record({ type: 'profile.updated', profile });
  }

  private offerOf(segments: SegmentRecord[], plan: PaidPlan, now: Date): Offer {
    const { startsAt, endsAt } = monthFrom(segments, plan, now);
    const amount = currentPrice.monthly[plan];
    return {
      plan,
      amount,
      vat: vatIn(amount),
      startsAt: startsAt.toISOString(),
      endsAt: endsAt.toISOString(),
      isAvailable: isMonthAvailable(segments, plan),
    };
  }
}
