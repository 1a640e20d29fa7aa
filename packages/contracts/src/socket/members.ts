import { z } from 'zod';
import { member } from '../http/chat/members.js';
import { limits } from '../limits.js';
import { channelId, roleId } from '../primitives.js';
import { defineClientEvent } from './event.js';

const count = z.number().int().nonnegative();

/**
 * The members who may see a channel, in groups from top to bottom: online ones by their highest hoisted role, other online ones,
 * offline ones. Empty groups are left out.
 */
export const memberGroups = z.object({
  groups: z.array(z.object({ groupId: z.union([roleId, z.enum(['online', 'offline'])]), count })),
  total: count,
  online: count,
});
export type MemberGroups = z.infer<typeof memberGroups>;

export const memberListEvents = {
  /** Subscribe to changes of a channel's members' panel. A socket watches one channel at a time. */
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
   * Get members from position `from` of the list, in the order of the groups; within a group, in joining order. Also starts
   * watching the channel.
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

/** The list of a watched channel has changed; coalesced, at most one every two seconds. */
export const membersChanged = memberGroups.extend({ channelId });
