import { emailInviteId } from '@maru/contracts/http/chat/email-invites';
import { channelId, instant, seq, serverId, ulid, userId } from '@maru/contracts/primitives';
import type { Feature as AnyFeature } from '@maru/service-kit/feature';
import type { JobHandlers as AllHandlers } from '@maru/service-kit/jobs/job';
import { z } from 'zod';

/** Every kind of background job, with what is left of it. */
export const job = z.discriminatedUnion('kind', [
  /** Removes the messages and read pointers of deleted channels. */
  z.object({ kind: z.literal('purge-channels'), channelIds: z.array(channelId) }),
  /** Removes what the author has written in these channels since then. */
  z.object({
    kind: z.literal('purge-author'),
    /** Missing in jobs of earlier versions. */
    serverId: serverId.optional(),
    channelIds: z.array(channelId),
    authorId: userId,
    since: instant,
    /** How far the first of them is done. */
    before: seq.optional(),
  }),
  /** Fetches the name of a new member, unless it is known. */
  z.object({ kind: z.literal('learn-name'), userId }),
  /** Announces a new member in the system channel; `joinId` makes repeats the same message. */
  z.object({ kind: z.literal('announce-join'), serverId, channelId, userId, joinId: ulid }),
  z.object({ kind: z.literal('send-email-invite'), emailInviteId, mailId: ulid }),
  /** Removes the pictures whose keys begin with the prefix. */
  z.object({ kind: z.literal('remove-pictures'), prefix: z.string().regex(/^icons\/\w{26}\//) }),
]);
export type Job = z.infer<typeof job>;

export const jobKinds = job.options.map(({ shape }) => shape.kind.value);

export type JobHandlers = AllHandlers<Job>;
export type Feature = AnyFeature<Job>;
