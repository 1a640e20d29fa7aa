import { emailInviteId } from '@maru/contracts/http/chat/email-invites';
import { channelId, instant, seq, serverId, ulid, userId } from '@maru/contracts/primitives';
import { z } from 'zod';

/** Work for the background, by kind, with what is left of it. Written in the transaction of the change that causes it. */
export const job = z.discriminatedUnion('kind', [
  /** Messages and read pointers of channels that were deleted. */
  z.object({ kind: z.literal('purge-channels'), channelIds: z.array(channelId) }),
  /** What somebody has written in these channels since then. */
  z.object({
    kind: z.literal('purge-author'),
    /** Missing in jobs of earlier versions. */
    serverId: serverId.optional(),
    channelIds: z.array(channelId),
    authorId: userId,
    since: instant,
    /** Where it has come to in the first of them. */
    before: seq.optional(),
  }),
  /** What somebody who has joined is called elsewhere, if it is not known yet. */
  z.object({ kind: z.literal('learn-name'), userId }),
  /** Lets the system channel say who has come; `joinId` makes repeats the same message. */
  z.object({ kind: z.literal('announce-join'), serverId, channelId, userId, joinId: ulid }),
  z.object({ kind: z.literal('send-email-invite'), emailInviteId, mailId: ulid }),
  /** Pictures whose keys begin so. */
  z.object({ kind: z.literal('remove-pictures'), prefix: z.string().regex(/^icons\/\w{26}\//) }),
]);
export type Job = z.infer<typeof job>;

export type JobKind = Job['kind'];
export type JobOf<K extends JobKind> = Extract<Job, { kind: K }>;

/**
 * Does a bounded step of a job, well within half a minute, and gives what is left to do: undefined when that is nothing. A step may
 * run again after a crash, and now and then on two nodes at once.
 */
export type JobHandler<K extends JobKind> = (job: JobOf<K>) => Promise<JobOf<K> | undefined>;
export type JobHandlers = { [K in JobKind]: JobHandler<K> };
