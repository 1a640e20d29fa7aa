import { registrationId, type Subscription } from '@maru/contracts/http/user/subscription';
import type { Registration } from '@/features/membership/model/registration-view';
import { anOrder, kst } from './membership';

export const aRegistrationId = registrationId.parse('01JG0000000000000000000000');

/** BASIC for December 2026, charged again on 1 January. */
export const aSubscription = (change: Partial<Subscription> = {}): Subscription => ({
  state: 'active',
  plan: 'basic',
  nextPlan: 'basic',
  nextAmount: 2_500,
  card: { issuerCode: '61', last4: '1234' },
  isCardUsable: true,
  anchorDay: 1,
  paidFrom: kst('12-01'),
  paidUntil: kst('1-01'),
  graceUntil: null,
  ...change,
});

/** A failed charge on 30 November: the perks end with 7 December unless a later one succeeds. */
export const anOverdueSubscription = (change: Partial<Subscription> = {}): Subscription =>
  aSubscription({
    state: 'past-due',
    paidFrom: kst('10-30'),
    paidUntil: kst('11-30'),
    graceUntil: kst('12-08'),
    ...change,
  });

/** A new subscription whose first charge has been made. */
export const aRegistration = (change: Partial<Registration> = {}): Registration => ({
  state: 'registered',
  purpose: 'subscribe',
  order: anOrder({ kind: 'subscription', span: { startsAt: kst('12-01'), endsAt: kst('1-01') } }),
  ...change,
});
