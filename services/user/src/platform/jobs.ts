import { orderId } from '@maru/contracts/http/user/membership';
import { registrationId } from '@maru/contracts/http/user/subscription';
import { ulid, userId } from '@maru/contracts/primitives';
import type { Feature as AnyFeature } from '@maru/service-kit/feature';
import type { JobOf } from '@maru/service-kit/jobs/job';
import type { JobRunnerTuning } from '@maru/service-kit/jobs/job-runner';
import { z } from 'zod';

/** The steps of an erasure, in order. Our own rows go last: until then every step can be repeated. */
export const erasureSteps = ['providers', 'cards', 'pictures', 'chat', 'cognito', 'rows'] as const;

export const orderNotices = ['paid', 'subscribed', 'renewed', 'upgraded', 'refunded', 'expired'] as const;
export type OrderNotice = (typeof orderNotices)[number];

export const subscriptionNotices = ['renewal-ahead', 'charge-failed', 'cancelled', 'ended'] as const;
export type SubscriptionNotice = (typeof subscriptionNotices)[number];

/** Every kind of background job, with what is left of it. */
export const job = z.discriminatedUnion('kind', [
  /** Erases an account whose grace has run out; `step` is the next one. */
  z.object({ kind: z.literal('erase-account'), userId, step: z.enum(erasureSteps).default('providers') }),
  /** Finishes an order by asking Toss, until no result is open. A hint asks once: each open result has a check of its own. */
  z.object({ kind: z.literal('check-order'), orderId, isHint: z.boolean().default(false) }),
  /** Announces a membership when the segment of an order begins or ends. */
  z.object({ kind: z.literal('refresh-membership'), orderId }),
  z.object({ kind: z.literal('mail-order'), orderId, notice: z.enum(orderNotices) }),
  /** Finishes the registration of a card by asking Toss again. */
  z.object({ kind: z.literal('check-card'), registrationId }),
  /** Deletes a card at Toss, and then its key. */
  z.object({ kind: z.literal('delete-card'), cardId: ulid }),
  /** Looks after a subscription until it has ended: notices, charges, the end. Each has one such job. */
  z.object({ kind: z.literal('renew-subscription'), subscriptionId: ulid }),
  /** Ends the subscription of a person whose account is to be erased. */
  z.object({ kind: z.literal('end-subscription'), userId }),
  z.object({
    kind: z.literal('mail-subscription'),
    subscriptionId: ulid,
    notice: z.enum(subscriptionNotices),
  }),
]);
export type Job = z.output<typeof job>;
/** A job as it is enqueued. */
export type NewJob = z.input<typeof job>;
export type EraseAccount = JobOf<Job, 'erase-account'>;
export type CheckOrder = JobOf<Job, 'check-order'>;
export type RefreshMembership = JobOf<Job, 'refresh-membership'>;
export type MailOrder = JobOf<Job, 'mail-order'>;
export type CheckCard = JobOf<Job, 'check-card'>;
export type DeleteCard = JobOf<Job, 'delete-card'>;
export type RenewSubscription = JobOf<Job, 'renew-subscription'>;
export type EndSubscription = JobOf<Job, 'end-subscription'>;
export type MailSubscription = JobOf<Job, 'mail-subscription'>;

export const jobKinds = job.options.map(({ shape }) => shape.kind.value);

export type Feature = AnyFeature<Job>;

/** A step may wait a minute for another company's server: the lease is longer, and other jobs go on meanwhile. */
export const jobTuning: JobRunnerTuning = { concurrency: 4, leaseMs: 120_000 };
