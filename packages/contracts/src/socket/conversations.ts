import { z } from 'zod';
import { serverId } from '../primitives.js';

/**
 * The kind of place that a conversation belongs to, which decides how access to it is computed. A server's channel is the only
 * scope so far; direct conversations and threads join this union. In events and stores, `channelId` is the id of a conversation
 * of any scope.
 */
export const conversationHome = z.discriminatedUnion('scope', [
  z.object({ scope: z.literal('server'), serverId }),
]);
export type ConversationHome = z.infer<typeof conversationHome>;
