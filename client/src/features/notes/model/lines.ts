import type { Message } from '@maru/contracts/socket/messages';
import type { OutboxEntry } from '@/entities/channel/model/outbox';

/** A line of a note on the screen. `key` stays the same when an own line is confirmed. */
export type LineRow = {
  key: string;
  authorId: string;
  createdAt: string;
  /** Follows a line of the same speaker: their name is not repeated. */
  isGrouped: boolean;
} & ({ kind: 'line'; message: Message } | { kind: 'pending'; entry: OutboxEntry });

type Ungrouped = LineRow extends infer Row ? (Row extends LineRow ? Omit<Row, 'isGrouped'> : never) : never;

/** After a longer pause the speaker's name stands there again. */
const groupMs = 5 * 60_000;

const follows = (previous: Ungrouped | undefined, next: Ungrouped): boolean =>
  previous !== undefined &&
  previous.authorId === next.authorId &&
  Date.parse(next.createdAt) - Date.parse(previous.createdAt) < groupMs;

/** The lines of a note in order, runs of one speaker together; deleted lines are left out. */
export const buildLines = (messages: readonly Message[], pending: readonly OutboxEntry[] = []): LineRow[] => {
  const rows: Ungrouped[] = [
    ...messages
      .filter(({ deletedAt, system }) => !deletedAt && !system)
      .map((message) => ({
        kind: 'line' as const,
        key: message.nonce + message.authorId,
        authorId: message.authorId,
        createdAt: message.createdAt,
        message,
      })),
    ...pending.map((entry) => ({
      kind: 'pending' as const,
      key: entry.nonce + entry.userId,
      authorId: entry.userId,
      createdAt: entry.createdAt,
      entry,
    })),
  ];
  return rows.map((row, index) => ({ ...row, isGrouped: follows(rows[index - 1], row) }));
};

/** The people who said or wrote a line, in the order of their first one. */
export const speakersOf = (messages: readonly Message[]): string[] => [
  ...new Set(
    messages.filter(({ deletedAt, system }) => !deletedAt && !system).map(({ authorId }) => authorId),
  ),
];
