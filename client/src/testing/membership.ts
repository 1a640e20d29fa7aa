import { afterAll, beforeAll, jest } from '@jest/globals';
import type { Plan } from '@maru/contracts/membership';
import { orderId, type MembershipPage, type Offer, type Order } from '@maru/contracts/http/user/membership';

export const anOrderId = orderId.parse('01JF0000000000000000000000');
export const anotherOrderId = orderId.parse('01JF0000000000000000000001');

/** Midnight in Korea at the start of a day of December 2026 or January 2027. */
export const kst = (day: string): string => {
  const [month = 1, date = 1] = day.split('-').map(Number);
  return new Date(Date.UTC(month === 1 ? 2027 : 2026, month - 1, date) - 9 * 3_600_000).toISOString();
};

/** A paid month of BASIC, bought on 28 November. */
export const anOrder = (change: Partial<Order> = {}): Order => ({
  orderId: anOrderId,
  kind: 'month',
  plan: 'basic',
  amount: 2_500,
  vat: 227,
  state: 'paid',
  failureCode: null,
  method: { name: '카드', issuerCode: '24', last4: '1234' },
  receiptUrl: 'https://dashboard.tosspayments.com/receipt/1',
  span: { startsAt: kst('11-28'), endsAt: kst('12-29') },
  refundedAmount: 0,
  isRefunding: false,
  createdAt: '2026-11-28T03:00:00.000Z',
  paidAt: '2026-11-28T03:01:00.000Z',
  ...change,
});

/** An order for which no money has moved. */
export const anUnpaidOrder = (change: Partial<Order> = {}): Order =>
  anOrder({ state: 'created', method: null, receiptUrl: null, span: null, paidAt: null, ...change });

export const anOffer = (change: Partial<Offer> = {}): Offer => ({
  plan: 'basic',
  amount: 2_500,
  vat: 227,
  startsAt: kst('12-01'),
  endsAt: kst('1-01'),
  isAvailable: true,
  ...change,
});

export const aMembershipPage = (change: Partial<MembershipPage> = {}): MembershipPage => ({
  membership: { plan: 'free', until: null },
  spans: [],
  offers: [anOffer(), anOffer({ plan: 'premium', amount: 5_000, vat: 455 })],
  ...change,
});

/** The page of a person who has a plan for an hour. */
export const aPageOf = (plan: Plan): MembershipPage =>
  aMembershipPage({
    membership: { plan, until: plan === 'free' ? null : new Date(Date.now() + 3_600_000).toISOString() },
  });

/** The cached answer that gives the viewer a plan. */
export const knownPlan = (plan: Plan): [readonly string[], MembershipPage] => [
  ['membership', 'page'],
  aPageOf(plan),
];

/** The timers run on: only the date is another one. */
const realTimers = [
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
  'setImmediate',
  'clearImmediate',
  'queueMicrotask',
  'nextTick',
  'performance',
  'hrtime',
  'requestAnimationFrame',
  'cancelAnimationFrame',
  'requestIdleCallback',
  'cancelIdleCallback',
] as const;

/** Noon in Korea on 1 December 2026. */
export const today = new Date('2026-12-01T03:00:00.000Z');

export const withToday = (): void => {
  beforeAll(() => void jest.useFakeTimers({ now: today, doNotFake: [...realTimers] }));
  afterAll(() => void jest.useRealTimers());
};
