import type { PaidPlan } from '@maru/contracts/membership';
import { until } from '@maru/service-kit/testing/until';
import { CardRegistrations } from '../features/membership/subscriptions/card-registrations.service.js';
import { MembershipsService } from '../features/membership/memberships.service.js';
import { periodFrom } from '../features/membership/rules/renewals.js';
import type { createShop } from './shop.js';
import type { Harness } from './user-harness.js';

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

/** Members with a subscription, and their time. */
export const createSubscribers =
  (harness: Harness, shop: ReturnType<typeof createShop>) =>
  // The test moves the time. Sessions end meanwhile, so it asks the services themselves.
  async (plan: PaidPlan = 'basic') => {
    const buyer = await shop.aBuyer();
    const { userId } = buyer;
    await buyer.subscribe(plan);
    const row = () => harness.prisma.subscription.findFirstOrThrow({ where: { userId } });
    const { subscriptionId, paidUntil } = await row();
    const period = periodFrom(paidUntil, (await row()).anchorDay);
    const member = {
      ...buyer,
      subscriptionId,
      row,
      /** The period that is charged first. */
      period,
      /** Moves to a time after the end of the period that was paid at the start. */
      goTo: (afterMs: number) => harness.clock.set(new Date(period.startsAt.getTime() + afterMs)),
      renewals: () =>
        harness.prisma.order.findMany({
          where: { subscriptionId, kind: 'renewal' },
          orderBy: { attempt: 'asc' },
        }),
      setCard: async (outcome: string) =>
        shop.toss.setCard(await shop.billingKeyOf((await row()).cardId), outcome),
      plan: async () => (await harness.app.get(MembershipsService).page(userId)).membership.plan,
      isMailed: async (words: string) =>
        (await harness.mailsTo(buyer.email)).some(({ subject }) => subject.includes(words)),
      /** Lets the notice of the next charge be sent in time. */
      async beNoticed() {
        member.goTo(-7 * dayMs);
        await until(async () => (await row()).noticedAt !== null, 'the notice is sent');
      },
      /** Comes to the first charge after the start, whose card answers so. */
      async comeToCharge(outcome = 'approve') {
        await member.beNoticed();
        await member.setCard(outcome);
        member.goTo(0);
        await until(async () => (await member.renewals()).length === 1, 'a charge is written');
      },
      becomes: (state: string) => until(async () => (await row()).state === state, `it is ${state}`),
      /** Registers another card; returns the charge that it was for. */
      async changeCard(outcome = 'approve') {
        const registrations = harness.app.get(CardRegistrations);
        const { registrationId, customerKey } = await registrations.openChange(userId);
        const authKey = await shop.toss.registerCard(customerKey, outcome);
        return registrations.register(userId, registrationId, authKey);
      },
    };
    return member;
  };
