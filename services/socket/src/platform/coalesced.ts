/**
 * Runs work one at a time for each key. All calls that come while it runs share one more run, which sees whatever has changed before
 * them.
 */
export class Coalesced {
  private readonly runs = new Map<string, { current: Promise<void>; next?: Promise<void> }>();

  /** Resolves once a run that began after this call has ended. The work must not reject. */
  run(key: string, work: () => Promise<void>): Promise<void> {
    const run = this.runs.get(key);
    if (!run) return this.start(key, work);
    run.next ??= run.current.then(() => this.start(key, work));
    return run.next;
  }

  private start(key: string, work: () => Promise<void>): Promise<void> {
    const run: { current: Promise<void>; next?: Promise<void> } = { current: work() };
    this.runs.set(key, run);
    return run.current.then(() => {
      if (!run.next) this.runs.delete(key);
    });
  }
}
