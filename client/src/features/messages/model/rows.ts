import type { Message } from '@maru/contracts/socket/messages';
import type { OutboxEntry } from '@/entities/channel/model/outbox';

/** One line of the conversation. `key` stays the same when an own message is confirmed, so nothing flickers. */
export type Row =
  | { kind: 'intro'; key: string; isEmpty: boolean }
  | { kind: 'day'; key: string; at: string }
  | { kind: 'unread'; key: string }
  | { kind: 'message'; key: string; message: Message; isGrouped: boolean }
  | { kind: 'pending'; key: string; entry: OutboxEntry; isGrouped: boolean };

const groupMs = 7 * 60_000;

interface Speech {
  authorId: string;
  createdAt: string;
}

const isSameGroup = (previous: Speech | undefined, next: Speech, isSameDay: boolean): boolean =>
  previous !== undefined &&
  isSameDay &&
  previous.authorId === next.authorId &&
  Date.parse(next.createdAt) - Date.parse(previous.createdAt) < groupMs;

interface RowInput {
  messages: readonly Message[];
  pending: readonly OutboxEntry[];
  /** The first message is the channel's very first. */
  isStart: boolean;
  /** The last seq that had been read when the channel was opened; the divider stands behind it. */
  readSeq: number | undefined;
  /** The reader: what they wrote themselves is never new to them. */
  readerId: string;
  isSameDay: (a: string, b: string) => boolean;
}

/** Messages, dividers and what is still being sent, as they stand on the screen. */
export const buildRows = ({ messages, pending, isStart, readSeq, readerId, isSameDay }: RowInput): Row[] => {
  const isEmpty = messages.length === 0 && pending.length === 0;
  const rows: Row[] = isStart ? [{ kind: 'intro', key: 'intro', isEmpty }] : [];
  let previous: Speech | undefined;
  let hasDivider = false;

  const startDay = (at: string): boolean => {
    const isNew = !previous || !isSameDay(previous.createdAt, at);
    if (isNew) rows.push({ kind: 'day', key: `day-${new Date(at).toDateString()}`, at });
    return !isNew;
  };

  for (const message of messages) {
    const isDay = startDay(message.createdAt);
    const isUnread =
      readSeq !== undefined && message.seq > readSeq && message.authorId !== readerId && !message.deletedAt;
    const isFirstUnread = !hasDivider && isUnread;
    if (isFirstUnread) {
      rows.push({ kind: 'unread', key: 'unread' });
      hasDivider = true;
    }
    const isGrouped = !isFirstUnread && isSameGroup(previous, message, isDay);
    rows.push({ kind: 'message', key: message.nonce + message.authorId, message, isGrouped });
    // System messages have no author to group by.
    previous = message.system ? { ...message, authorId: '' } : message;
  }
  for (const entry of pending) {
    const speech = { authorId: entry.userId, createdAt: entry.createdAt };
    const isGrouped = isSameGroup(previous, speech, startDay(entry.createdAt));
    rows.push({ kind: 'pending', key: entry.nonce + entry.userId, entry, isGrouped });
    previous = speech;
  }
  return rows;
};
