interface PeerBeatsOptions {
  nodeId: string;
  /** Silence after which a node's connection counts as broken. */
  silenceMs: number;
  /** Silence after which a node counts as gone. */
  goneMs: number;
}

/**
 * Detects from regular beats whether frames between nodes arrive. A node hears its own beats over the same path as the others', which
 * proves that both directions work. `now` is a monotonic time in milliseconds.
 */
export class PeerBeats {
  private readonly heardAt = new Map<string, number>();
  private checkedAt: number | undefined;

  constructor(private readonly options: PeerBeatsOptions) {}

  heard(nodeId: string, now: number): void {
    this.heardAt.set(nodeId, now);
  }

  /** The node has said goodbye. */
  left(nodeId: string): void {
    this.heardAt.delete(nodeId);
  }

  /** The connection was cut; it is whole again once this node has heard itself. */
  cut(): void {
    this.heardAt.delete(this.options.nodeId);
  }

  /** Returns whether every node was heard from recently. Also false if this node itself was paused since the last check. */
  check(now: number): boolean {
    const { nodeId, silenceMs, goneMs } = this.options;
    const wasAsleep = this.checkedAt !== undefined && now - this.checkedAt > silenceMs;
    this.checkedAt = now;
    for (const [peer, at] of this.heardAt)
      if (peer !== nodeId && now - at > goneMs) this.heardAt.delete(peer);
    const areAllHeard = [...this.heardAt.values()].every((at) => now - at <= silenceMs);
    return !wasAsleep && areAllHeard && this.heardAt.has(nodeId);
  }

  /** Nodes heard from recently, including this one. */
  living(now: number): string[] {
    return [...this.heardAt].filter(([, at]) => now - at <= this.options.silenceMs).map(([nodeId]) => nodeId);
  }
}
