import type { ConversationHome } from '@maru/contracts/socket/conversations';
import type { Message } from '@maru/contracts/socket/messages';
import type { PushPayload } from '@maru/contracts/socket/events';
import type { Logger } from '@maru/service-kit/logger';
import { retry } from '@maru/service-kit/retry';
import { within } from '@maru/service-kit/within';
import { hasUnreadStates } from '../access/conversation.js';
import type { ReadPointers } from './read-pointers.repository.js';
import type { ReadableChannel, ReadPositions } from './read-positions.js';

interface ReadingDeps {
  pointers: Pick<ReadPointers, 'advance'>;
  positions: Pick<ReadPositions, 'of'>;
  /** Tells the reader's own sockets. */
  onMoved: (moved: PushPayload<'read:updated'>) => void;
  log: Logger;
  /** The longest wait of an author for their pointer, in milliseconds. */
  patienceMs?: number;
}

/** Moves read pointers: they go forward only, and never beyond the last message. */
export class ReadingService {
  constructor(private readonly deps: ReadingDeps) {}

  /** Marks a conversation as read up to `seq`. Returns where the pointer is then. */
  async markRead(userId: string, conversation: ReadableChannel, seq: number): Promise<number> {
    const [state] = await this.deps.positions.of(userId, [conversation]);
    const { lastSeq = 0, lastReadSeq = 0 } = state ?? {};
    const target = Math.min(seq, lastSeq);
    if (target <= lastReadSeq) return lastReadSeq;
    return this.advance(conversation.channelId, userId, target);
  }

  /**
   * An author has read everything up to their own message. Returns where their pointer is then. The message is stored, so this neither
   * rejects nor takes long: a pointer that can't be moved in time is moved in the background, and counts as moved for the author.
   */
  async markWritten(conversation: ConversationHome, { channelId, authorId, seq }: Message): Promise<number> {
    if (!hasUnreadStates(conversation)) return seq;
    const { log, patienceMs = 1_000 } = this.deps;
    const moved = retry(() => this.advance(channelId, authorId, seq), {
      attempts: 4,
      pauseMs: (attempt) => 100 * 3 ** (attempt - 1),
    }).catch((error: unknown) => {
      log.warn({ err: error }, "an author's read pointer was not moved");
      return seq;
    });
    return within(patienceMs, moved).catch(() => seq);
  }

  private async advance(channelId: Message['channelId'], userId: string, seq: number): Promise<number> {
    const { lastReadSeq, hasMoved } = await this.deps.pointers.advance(channelId, userId, seq);
    if (hasMoved) this.deps.onMoved({ channelId, userId, lastReadSeq });
    return lastReadSeq;
  }
}
