import { z } from 'zod';
import { limits } from '../limits.js';
import { roleId, seq, ulid, userId } from '../primitives.js';
import { indentedLinesField } from '../text-fields.js';

/** Text that a member sends: at least one visible character, lines kept, the first one may be indented. */
export const messageText = indentedLinesField({ min: 1, ...limits.messageText });

/** The members and roles that a text mentions, resolved once when it is written: readers never parse the text for them. */
const messageMentions = z.object({
  userIds: z.array(userId).max(limits.messageMentions.users),
  roleIds: z.array(roleId).max(limits.messageMentions.roles),
  /** The text mentions everyone, and its author had the permission to do so. */
  everyone: z.boolean(),
});

/** A file that belongs to a message. */
const messageAttachment = z.object({
  id: ulid,
  name: z.string().min(1).max(limits.attachment.name.max),
  /** Media type. */
  type: z.string().regex(/^[\w.+-]{1,64}\/[\w.+-]{1,64}$/),
  bytes: z.number().int().min(1).max(limits.attachment.maxBytes),
  /** Width and height in pixels of a picture or video; `null` for other files. */
  dimensions: z
    .object({ width: z.number().int().positive(), height: z.number().int().positive() })
    .nullable(),
});

/**
 * Everything that the author of a message has written, as it is stored and pushed. `v` is the version of this schema: the
 * store maps older versions to the newest one, so nothing else has to know them. System messages and tombstones have an
 * empty body.
 */
export const messageBody = z.object({
  v: z.literal(1),
  text: z.string(),
  mentions: messageMentions,
  attachments: z.array(messageAttachment).max(limits.attachment.perMessage),
  /** The message of the same conversation that this one replies to. */
  replyTo: seq.nullable(),
});
export type MessageBody = z.infer<typeof messageBody>;

/** The parts of a body that a client may send. Unknown keys are refused, so that no client believes that they were stored. */
export const messageBodyInput = z.strictObject({ text: messageText });
export type MessageBodyInput = z.output<typeof messageBodyInput>;

/** A body of nothing but this text. */
export const textBody = (text: string): MessageBody => ({
  v: 1,
  text,
  mentions: { userIds: [], roleIds: [], everyone: false },
  attachments: [],
  replyTo: null,
});

export const emptyBody: MessageBody = textBody('');
