import { emailInviteId } from '@maru/contracts/http/chat/email-invites';
import { channelId, instant, seq, serverId, ulid, userId } from '@maru/contracts/primitives';
import type { Feature as AnyFeature } from '@maru/service-kit/feature';
import type { JobHandlers as AllHandlers } from '@maru/service-kit/jobs/job';
import { z } from 'zod';

/** Every kind of background job, with its remaining work. */
export const job = z.discriminatedUnion('kind', [
  /** Removes the messages and read pointers of deleted channels. */
  z.object({ kind: z.literal('purge-channels'), channelIds: z.array(channelId) }),
  /** Replaces the author's messages since then in these channels with tombstones. */
  z.object({
    kind: z.literal('purge-author'),
    /** Missing in jobs of earlier versions. */
    serverId: serverId.optional(),
    channelIds: z.array(channelId),
    authorId: userId,
    since: instant,
    /** Progress in the first of the channels. */
    before: seq.optional(),
  }),
  /** Fetches a new member's name unless it is known. */
  z.object({ kind: z.literal('learn-name'), userId }),
  /** Announces a new member in the system channel; repeats with the same `joinId` are dropped. */
  z.object({ kind: z.literal('announce-join'), serverId, channelId, userId, joinId: ulid }),
  z.object({ kind: z.literal('send-email-invite'), emailInviteId, mailId: ulid }),
  /** Deletes the pictures whose keys begin with the prefix. */
  z.object({ kind: z.literal('remove-pictures'), prefix: z.string().regex(/^icons\/\w{26}\//) }),
]);
export type Job = z.infer<typeof job>;

export const jobKinds = job.options.map(({ shape }) => shape.kind.value);

export type JobHandlers = AllHandlers<Job>;
export type Feature = AnyFeature<Job>;
