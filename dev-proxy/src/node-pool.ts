const everyMs = 1_000;
const maxMissed = 2;

const answers = async (url: string, timeoutMs: number): Promise<boolean> => {
  try {
    // Any response counts as healthy: a hanging node gives none.
    const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs), redirect: 'manual' });
    await response.body?.cancel();
    return response.status < 500;
  } catch {
    return false;
  }
};

/**
 * Round-robin over healthy nodes, like a load balancer: a node that misses two health checks in a row is skipped until it answers
 * one.
 */
export class NodePool {
  private readonly missed = new Map<string, number>();
  private readonly timer: NodeJS.Timeout;
  private next = 0;

  constructor(
    private readonly urls: readonly string[],
    private readonly options = { timeoutMs: 2_000 },
  ) {
    this.timer = setInterval(() => void this.check(), everyMs).unref();
  }

  /** Returns the next healthy node; if none is healthy, the next of all nodes. */
  take(): string {
    const healthy = this.urls.filter((url) => (this.missed.get(url) ?? 0) < maxMissed);
    const nodes = healthy.length > 0 ? healthy : this.urls;
    return nodes[this.next++ % nodes.length] ?? '';
  }

  /** Marks a node as down after a failed connection, until it answers a check. */
  hasFailed(url: string): void {
    this.missed.set(url, maxMissed);
  }

  async check(): Promise<void> {
    await Promise.all(
      this.urls.map(async (url) => {
        const isFine = await answers(url, this.options.timeoutMs);
        this.missed.set(url, isFine ? 0 : (this.missed.get(url) ?? 0) + 1);
      }),
    );
  }

  close(): void {
    clearInterval(this.timer);
  }
}
