import { z } from 'zod';
import { member } from '../http/chat/members.js';
import { limits } from '../limits.js';
import { channelId, roleId } from '../primitives.js';
import { defineClientEvent } from './event.js';

const count = z.number().int().nonnegative();

/**
 * Who may see a channel, in groups from top to bottom: who is online by their highest hoisted role, others who are online, and who is
 * offline. Groups without anybody are left out.
 */
export const memberGroups = z.object({
  groups: z.array(z.object({ groupId: z.union([roleId, z.enum(['online', 'offline'])]), count })),
  total: count,
  online: count,
});
export type MemberGroups = z.infer<typeof memberGroups>;

export const memberListEvents = {
  /** Hear of changes of the members' panel of a channel from now on. A socket watches one channel at a time. */
  'members:watch': defineClientEvent({
    authorize: 'viewChannel',
    payload: z.object({ channelId }),
    ack: memberGroups,
  }),
  'members:unwatch': defineClientEvent({
    authorize: 'signed-in',
    payload: z.object({ channelId }),
    ack: z.object({}),
  }),
  /**
   * Members from place `from` of the list on, in the order of the groups; within one, who joined first stands first. Watches the
   * channel, too, if the socket does not yet.
   */
  'members:window': defineClientEvent({
    authorize: 'viewChannel',
    payload: z.object({
      channelId,
      from: z.number().int().nonnegative(),
      count: z.number().int().min(1).max(limits.memberWindow),
    }),
    ack: memberGroups.extend({ from: count, members: z.array(member) }),
  }),
} as const;

/** The list of a watched channel is another one now; coalesced, at most one every two seconds. */
export const membersChanged = memberGroups.extend({ channelId });
