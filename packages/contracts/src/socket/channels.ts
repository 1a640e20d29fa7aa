import { z } from 'zod';
import { limits } from '../limits.js';
import { channelId, seq, serverId, userId } from '../primitives.js';
import { defineClientEvent } from './event.js';
import { channelProgress } from './messages.js';

/** The head of a channel and the reader's pointer; the channel is unread while `newestSeq` is above `lastReadSeq`. */
export const channelState = channelProgress.extend({
  channelId,
  lastReadSeq: z.number().int().nonnegative(),
});
export type ChannelState = z.infer<typeof channelState>;

export const channelEvents = {
  /** Subscribe to the channel's messages. A socket may have several channels open. */
  'channel:open': defineClientEvent({
    authorize: 'viewChannel',
    payload: z.object({ channelId }),
    ack: z.object({ head: channelProgress, lastReadSeq: channelState.shape.lastReadSeq }),
  }),
  'channel:close': defineClientEvent({
    authorize: 'signed-in',
    payload: z.object({ channelId }),
    ack: z.object({}),
  }),
  /** Get the states of channels; channels that the caller may not see are left out. */
  'channel:states': defineClientEvent({
    authorize: 'signed-in',
    payload: z.object({ channelIds: z.array(channelId).min(1).max(limits.channelStatesPerRequest) }),
    ack: z.object({ states: z.array(channelState) }),
  }),
  /** Move the caller's read pointer forward; going back or beyond the last message changes nothing. */
  'read:update': defineClientEvent({
    authorize: 'viewChannel',
    payload: z.object({ channelId, seq }),
    ack: z.object({ lastReadSeq: channelState.shape.lastReadSeq }),
  }),
} as const;

/**
 * A message was written in a channel that the receiver may see, or its newest message was deleted. Coalesced to a few a second. A
 * head above the receiver's own means that frames were missed.
 */
export const channelActivity = channelProgress.extend({ serverId, channelId });
/** The receiver's own pointer moved, perhaps in another tab. */
export const readUpdated = z.object({ channelId, userId, lastReadSeq: seq });
