const everyMs = 1_000;
const maxMissed = 2;

const answers = async (url: string, timeoutMs: number): Promise<boolean> => {
  try {
    // Any answer will do: a node that hangs gives none.
    const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs), redirect: 'manual' });
    await response.body?.cancel();
    return response.status < 500;
  } catch {
    return false;
  }
};

/** Nodes in turn, as a load balancer gives them: those that miss two health checks in a row are left out until they answer. */
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

  /** The next healthy node; when none is, the next one of all. */
  take(): string {
    const healthy = this.urls.filter((url) => (this.missed.get(url) ?? 0) < maxMissed);
    const nodes = healthy.length > 0 ? healthy : this.urls;
    return nodes[this.next++ % nodes.length] ?? '';
  }

  /** A connection to the node has failed: it is out until it answers a check. */
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
