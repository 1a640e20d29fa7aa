import type { Message } from '@maru/contracts/socket/messages';
import type { PushPayload } from '@maru/contracts/socket/events';
import type { ReadPointers } from './read-pointers.repository.js';
import type { ReadableChannel, ReadPositions } from './read-positions.js';

interface ReadingDeps {
  pointers: Pick<ReadPointers, 'advance'>;
  positions: Pick<ReadPositions, 'of'>;
  /** Tells the reader's own sockets. */
  onMoved: (moved: PushPayload<'read:updated'>) => void;
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

  /** An author has read everything up to their own message. Returns where their pointer is then. */
  markWritten({ channelId, authorId, seq }: Message): Promise<number> {
    return this.advance(channelId, authorId, seq);
  }

  private async advance(channelId: Message['channelId'], userId: string, seq: number): Promise<number> {
    const { lastReadSeq, hasMoved } = await this.deps.pointers.advance(channelId, userId, seq);
    if (hasMoved) this.deps.onMoved({ channelId, userId, lastReadSeq });
    return lastReadSeq;
  }
}
