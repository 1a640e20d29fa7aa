import type { OutboxEvent } from '@maru/contracts/internal/events';
import { channelId, contentRuleId, serverId, userId } from '@maru/contracts/primitives';
import type { Message } from '@maru/contracts/socket/messages';
import { z } from 'zod';
import { stableId } from '../../platform/stable-id.js';

/** The channel whose moderators look after the message. */
const inPlace = { serverId, placeId: channelId };

/** Tells why other services have to hear of a write. It goes with the write to the node that carries it out. */
export const writeNote = z.discriminatedUnion('kind', [
  /** The text breaks a content rule that lets it be written. */
  z.object({ kind: z.literal('flagged'), ...inPlace, contentRuleId }),
  /** The actor deletes the message as a moderator. */
  z.object({ kind: z.literal('moderated'), ...inPlace, actorId: userId }),
]);
export type WriteNote = z.infer<typeof writeNote>;

/** The events to store together with the written message. Equal writes have equal ids, so their receiver takes them once. */
export const eventsOf = (note: WriteNote | undefined, message: Message): OutboxEvent[] => {
  if (!note) return [];
  const { channelId: conversationId, seq, version, authorId, body } = message;
  // Others can't look up the lines of a note.
  const isElsewhere = note.placeId !== conversationId;
  const place = { serverId: note.serverId, channelId: note.placeId, seq: isElsewhere ? null : seq };
  if (note.kind === 'flagged') {
    const violationId = stableId('written', conversationId, seq, version);
    const violation = { violationId, contentRuleId: note.contentRuleId, userId: authorId, text: body.text };
    return [{ type: 'message.flagged', ...place, ...violation }];
  }
  const { actorId } = note;
  // Authors who delete their own messages do nothing that others have to look into.
  if (authorId === actorId) return [];
  const entryId = stableId('deleted', conversationId, seq, actorId);
  return [{ type: 'message.deleted', ...place, entryId, actorId, authorId }];
};
