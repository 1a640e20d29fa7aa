interface PeerBeatsOptions {
  nodeId: string;
  /** A node that is heard less often than this has a broken line. */
  silenceMs: number;
  /** A node that is silent for so long is gone. */
  goneMs: number;
}

/**
 * Tells from regular beats whether frames between nodes arrive. Every node hears its own beats, too, by the same way as the others': only
 * hearing them proves that both directions work. `now` is a monotonic time in milliseconds.
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

  /** The line was cut: it is whole again once this node has heard itself. */
  cut(): void {
    this.heardAt.delete(this.options.nodeId);
  }

  /** Whether each node was heard lately. False, too, when this node itself was stopped since the last time it was asked. */
  check(now: number): boolean {
    const { nodeId, silenceMs, goneMs } = this.options;
    const wasAsleep = this.checkedAt !== undefined && now - this.checkedAt > silenceMs;
    this.checkedAt = now;
    for (const [peer, at] of this.heardAt)
      if (peer !== nodeId && now - at > goneMs) this.heardAt.delete(peer);
    const areAllHeard = [...this.heardAt.values()].every((at) => now - at <= silenceMs);
    return !wasAsleep && areAllHeard && this.heardAt.has(nodeId);
  }

  /** The nodes that were heard lately, this one included. */
  living(now: number): string[] {
    return [...this.heardAt].filter(([, at]) => now - at <= this.options.silenceMs).map(([nodeId]) => nodeId);
  }
}
