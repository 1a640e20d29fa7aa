import { newId } from '@maru/service-kit/ids';
import type { PresenceNews } from '../../platform/realtime.js';
import { LocalPeople } from './local-people.js';

export interface PresenceTimes {
  /** Milliseconds a person without a socket still counts as online. */
  graceMs: number;
  /** Milliseconds between two heartbeats; a node that misses three counts as gone, with its people. */
  heartbeatMs: number;
}

interface PresenceDeps {
  /** Tells the other nodes. */
  announce: (nodeId: string, news: PresenceNews) => void;
  times?: Partial<PresenceTimes>;
}

type Listener = (userId: string) => void;

interface Node {
  people: Set<string>;
  version: number;
  heardAt: number;
}

/**
 * Tracks who is online over all nodes. Each node announces its arrivals and departures to the others, numbered and in order; a node that
 * starts, or misses a number, requests everything. No news is sent twice, and nothing is stored.
 */
export class PresenceService {
  readonly nodeId: string = newId();
  private readonly local: LocalPeople;
  private readonly others = new Map<string, Node>();
  private readonly listeners: Listener[] = [];
  private readonly times: PresenceTimes;
  private readonly heartbeat: NodeJS.Timeout;
  private version = 0;

  constructor(private readonly deps: PresenceDeps) {
    this.times = { graceMs: 5_000, heartbeatMs: 10_000, ...deps.times };
    this.local = new LocalPeople({
      graceMs: this.times.graceMs,
      onCame: (userId) => this.localChanged('came', userId),
      onWent: (userId) => this.localChanged('went', userId),
    });
    this.heartbeat = setInterval(() => this.beat(), this.times.heartbeatMs).unref();
    this.compare();
  }

  /** Announces and requests everything: news may have been lost. */
  compare(): void {
    this.say({ kind: 'asked' });
    this.sayAll();
  }

  isOnline(userId: string): boolean {
    if (this.local.has(userId)) return true;
    for (const { people } of this.others.values()) if (people.has(userId)) return true;
    return false;
  }

  /** Registers a listener for people who may have come online or gone offline. */
  onChange(listener: Listener): void {
    this.listeners.push(listener);
  }

  connected(userId: string): void {
    this.local.connected(userId);
  }

  disconnected(userId: string): void {
    this.local.disconnected(userId);
  }

  hear(nodeId: string, news: PresenceNews): void {
    switch (news.kind) {
      case 'asked':
        if (!news.of || news.of === this.nodeId) this.sayAll();
        return;
      case 'people':
        return this.replace(nodeId, {
          people: new Set(news.userIds),
          version: news.version,
          heardAt: Date.now(),
        });
      case 'stopped':
        // Its people are about to connect to another node.
        setTimeout(() => this.drop(nodeId), this.times.graceMs).unref();
        return;
      default:
        return this.follow(nodeId, news);
    }
  }

  /** This node closes: the others need not wait until it has been silent for long. */
  stop(): void {
    clearInterval(this.heartbeat);
    this.local.stop();
    this.say({ kind: 'stopped' });
  }

  private localChanged(kind: 'came' | 'went', userId: string): void {
    this.version += 1;
    this.say({ kind, version: this.version, userId });
    this.changed(userId);
  }

  private follow(nodeId: string, news: Extract<PresenceNews, { kind: 'came' | 'went' | 'alive' }>): void {
    const node = this.others.get(nodeId);
    const expected = (node?.version ?? Number.NaN) + (news.kind === 'alive' ? 0 : 1);
    if (!node || news.version !== expected) return this.say({ kind: 'asked', of: nodeId });
    node.version = news.version;
    node.heardAt = Date.now();
    if (news.kind === 'alive') return;
    if (news.kind === 'came') node.people.add(news.userId);
    else node.people.delete(news.userId);
    this.changed(news.userId);
  }

  private replace(nodeId: string, node: Node): void {
    const before = this.others.get(nodeId)?.people ?? new Set<string>();
    this.others.set(nodeId, node);
    for (const userId of new Set([...before, ...node.people]))
      if (before.has(userId) !== node.people.has(userId)) this.changed(userId);
  }

  private drop(nodeId: string): void {
    const gone = this.others.get(nodeId);
    this.others.delete(nodeId);
    for (const userId of gone?.people ?? []) this.changed(userId);
  }

  private beat(): void {
    this.say({ kind: 'alive', version: this.version });
    const oldest = Date.now() - 3 * this.times.heartbeatMs;
    for (const [nodeId, { heardAt }] of this.others) if (heardAt < oldest) this.drop(nodeId);
  }

  private sayAll(): void {
    this.say({ kind: 'people', version: this.version, userIds: this.local.list() });
  }

  private say(news: PresenceNews): void {
    this.deps.announce(this.nodeId, news);
  }

  private changed(userId: string): void {
    for (const listener of this.listeners) listener(userId);
  }
}
