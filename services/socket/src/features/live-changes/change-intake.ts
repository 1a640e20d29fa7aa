import type { OutboxEvent } from '@maru/contracts/internal/events';
import { newId } from '@maru/service-kit/ids';
import type { ReadPointers } from '../read-pointers/read-pointers.repository.js';
import type { EndedSessions } from '../session/ended-sessions.repository.js';
import type { ChangeLog } from './change-log.js';

interface IntakeDeps {
  changes: Pick<ChangeLog, 'append'>;
  endedSessions: Pick<EndedSessions, 'end' | 'endAllOf'>;
  readPointers: Pick<ReadPointers, 'removeAllOf'>;
  /** The log has grown: makes this node and the others look now. */
  onAppended: () => void;
}

/**
 * Takes what outbox relays deliver. Resolves once the change log has it, so no node can miss it any more, whichever of them dies. What is
 * stored once for all nodes is stored before the log tells of it.
 */
export class ChangeIntake {
  constructor(private readonly deps: IntakeDeps) {}

  async take(events: readonly OutboxEvent[], ids: readonly string[] = []): Promise<number> {
    for (const event of events) await this.store(event);
    const delivered = events.map((event, index) => ({ id: ids[index] ?? newId(), event }));
    const seq = await this.deps.changes.append(delivered);
    this.deps.onAppended();
    return seq;
  }

  private async store(event: OutboxEvent): Promise<void> {
    const { endedSessions, readPointers } = this.deps;
    if (event.type === 'session.ended') await endedSessions.end(event.sessionId, new Date(event.endedAt));
    if (event.type !== 'account.deleted') return;
    await endedSessions.endAllOf(event.userId);
    await readPointers.removeAllOf(event.userId);
  }
}
