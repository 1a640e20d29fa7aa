import { textBody } from '@maru/contracts/socket/message-body';
import { message, type Message } from '@maru/contracts/socket/messages';
import { z } from 'zod';

const oldRow = z.looseObject({ content: z.string() });

/**
 * The message in a row of the table. Rows from before bodies existed have their text in `content`; they stay as they are until
 * an edit or a deletion replaces them.
 */
export const fromRow = (row: Record<string, unknown>): Message => {
  if (row.body !== undefined) return message.parse(row);
  const { content, ...rest } = oldRow.parse(row);
  return message.parse({ ...rest, body: textBody(content) });
};
