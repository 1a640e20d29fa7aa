import { beforeEach, describe, expect, it } from '@jest/globals';
import { FakeMembershipStore } from './membership-store.fake.js';
import { TextLimits } from './text-limits.js';

const userId = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
const until = '2027-04-05T15:00:00.000Z';
const long = '가'.repeat(1_500);

let memberships: FakeMembershipStore;
let now: Date;
let limits: TextLimits;
beforeEach(() => {
  memberships = new FakeMembershipStore();
  limits = new TextLimits({ memberships, now: () => now });
});

const useAt = async (instant: string): Promise<void> => {
  now = new Date(instant);
  const limit = await limits.limitOf(userId, long);
  if (limit) await limits.recordUse(limit);
};

describe('uses of a plan', () => {
  it('are recorded once per day in Korea, where memberships begin and end at midnight', async () => {
    await memberships.put(userId, { plan: 'basic', until });
    for (const instant of [
      '2027-03-05T14:59:59.000Z',
      '2027-03-05T15:00:00.000Z',
      '2027-03-06T00:00:00.000Z',
      '2027-03-06T14:59:59.999Z',
      '2027-03-06T15:00:00.000Z',
    ])
      await useAt(instant);
    expect(memberships.uses.map(({ at }) => at.toISOString())).toEqual([
      '2027-03-05T14:59:59.000Z',
      '2027-03-05T15:00:00.000Z',
      '2027-03-06T15:00:00.000Z',
    ]);
  });

  it('are recorded again on the same day for another membership, but not when its news comes twice', async () => {
    await memberships.put(userId, { plan: 'basic', until });
    await useAt('2027-03-05T01:00:00.000Z');
    await memberships.put(userId, { plan: 'basic', until });
    await useAt('2027-03-05T02:00:00.000Z');
    expect(memberships.uses).toHaveLength(1);
    await memberships.put(userId, { plan: 'premium', until });
    await useAt('2027-03-05T03:00:00.000Z');
    expect(memberships.uses).toHaveLength(2);
  });

  it('are recorded again on the same day for a month that is bought after a refund and ends at the same time', async () => {
    await memberships.put(userId, { plan: 'basic', until });
    await useAt('2027-03-05T01:00:00.000Z');
    await memberships.put(userId, { plan: 'free', until: null });
    await memberships.put(userId, { plan: 'basic', until });
    await useAt('2027-03-05T02:00:00.000Z');
    expect(memberships.uses).toHaveLength(2);
  });

  it('are none after the membership has ended', async () => {
    await memberships.put(userId, { plan: 'basic', until });
    await useAt(until);
    expect(memberships.uses).toEqual([]);
  });
});
