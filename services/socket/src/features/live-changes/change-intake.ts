import type { OutboxEvent } from '@maru/contracts/internal/events';
import { newId } from '@maru/service-kit/ids';
import type { MembershipStore } from '../membership/membership-store.js';
import type { ReadPointers } from '../read-pointers/read-pointers.repository.js';
import type { EndedSessions } from '../session/ended-sessions.repository.js';
import type { ChangeLog } from './change-log.js';

interface IntakeDeps {
  changes: Pick<ChangeLog, 'append'>;
  endedSessions: Pick<EndedSessions, 'end' | 'endAllOf'>;
  readPointers: Pick<ReadPointers, 'removeAllOf'>;
  memberships: Pick<MembershipStore, 'put' | 'remove'>;
  /** The log has grown: wakes this node and the others. */
  onAppended: () => void;
}

/**
 * Takes deliveries from outbox relays. Resolves once they are in the change log, so that no node can miss them, whichever node dies. Shared
 * state is stored before the log announces the change.
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
    const { endedSessions, readPointers, memberships } = this.deps;
    if (event.type === 'session.ended') await endedSessions.end(event.sessionId, new Date(event.endedAt));
    if (event.type === 'membership.changed') await memberships.put(event.userId, event.membership);
    if (event.type !== 'account.deleted') return;
    await endedSessions.endAllOf(event.userId);
    await readPointers.removeAllOf(event.userId);
    await memberships.remove(event.userId);
  }
}
