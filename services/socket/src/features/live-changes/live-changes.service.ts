import type { OutboxEvent } from '@maru/contracts/internal/events';
import type { ServerId } from '@maru/contracts/primitives';
import type { Logger } from '@maru/service-kit/logger';
import { retry } from '@maru/service-kit/retry';
import { bounds } from '../../config/bounds.js';
import type { MaruServer } from '../../platform/realtime.js';
import { ChangeQueues } from './change-queues.js';
import { ruleFor, type ChangeTable } from './change-table.js';
import { tellMissedIn } from './emit-missed.js';

interface LiveChangesDeps {
  io: MaruServer;
  table: ChangeTable;
  /**
   * Called with a change of a server once this node's access and rooms reflect it, or the sockets that it puts at risk are
   * disconnected. Must not throw.
   */
  onApplied: (serverId: ServerId, change: OutboxEvent) => void;
  log: Logger;
  /** Milliseconds a change may wait before the sockets that it puts at risk have to reconnect. */
  patienceMs?: number;
}

/**
 * Turns what happened in MySQL into rooms, access and pushes of this node's own sockets; the other nodes do the same for theirs. Changes may
 * be applied again without harm.
 */
export class LiveChangesService {
  private readonly queues = new ChangeQueues(bounds.queuedChanges);

  constructor(private readonly deps: LiveChangesDeps) {}

  /**
   * Drops outdated access at once, so that no event is authorized by it, and moves and tells sockets in the background: changes of one
   * server, or of one person, in order, while others do not wait for them. Resolves once all are applied; never rejects.
   */
  async apply(changes: readonly OutboxEvent[]): Promise<void> {
    const { table } = this.deps;
    for (const change of changes) ruleFor(table, change).forget?.(change);
    await Promise.all(changes.map((change) => this.enqueue(change)));
  }

  private enqueue(change: OutboxEvent): Promise<void> | undefined {
    const { table, log, patienceMs = 5_000 } = this.deps;
    const { room, atRisk } = ruleFor(table, change);
    const overdue = setTimeout(() => this.disconnect(atRisk(change)), patienceMs).unref();
    const applied = this.queues.add(room(change), async () => {
      await this.applyOrDisconnect(change);
      clearTimeout(overdue);
    });
    if (applied) return applied;
    clearTimeout(overdue);
    log.error({ change: change.type }, 'too many changes wait; sockets have to connect again');
    this.disconnect(room(change));
    // A person who joins or has left may have sockets outside the server's room.
    this.disconnect(atRisk(change));
    return undefined;
  }

  /**
   * Sockets that a change could not be applied to have to connect again, so that none keeps access that it may have lost. The others ask
   * for the news that they did not get.
   */
  private async applyOrDisconnect(change: OutboxEvent): Promise<void> {
    const { io, table, log } = this.deps;
    const rule = ruleFor(table, change);
    try {
      await retry(async () => rule.apply(change), {
        attempts: 4,
        pauseMs: (attempt) => 100 * 3 ** (attempt - 1),
      });
    } catch (error) {
      log.error({ err: error, change: change.type }, 'change not applied');
      this.disconnect(rule.atRisk(change));
      tellMissedIn(io, rule.room(change));
    }
    if (rule.serverId) this.deps.onApplied(rule.serverId(change), change);
  }

  private disconnect(room: string | undefined): void {
    if (room) this.deps.io.local.in(room).disconnectSockets(true);
  }
}
