import { z } from 'zod';
import { channelId, serverId } from '../primitives.js';

/**
 * The kind of place that a conversation belongs to, which decides how access to it is computed: a channel of a server, or the note of a
 * meeting in a voice channel. Direct conversations and threads join this union. In events and stores, `channelId` is the id of a
 * conversation of any scope.
 */
export const conversationHome = z.discriminatedUnion('scope', [
  z.object({ scope: z.literal('server'), serverId }),
  z.object({ scope: z.literal('note'), serverId, voiceChannelId: channelId }),
]);
export type ConversationHome = z.infer<typeof conversationHome>;
export type NoteHome = Extract<ConversationHome, { scope: 'note' }>;
