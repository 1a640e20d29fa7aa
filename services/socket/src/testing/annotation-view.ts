import type { Annotation, AnnotationHead, AnnotationUpdate } from '@maru/contracts/socket/annotations';
import type { ClientEventAck } from '@maru/contracts/socket/events';
import { targetKey } from '../features/annotations/annotation-store.js';

export interface AnnotationSource {
  since(after: number): Promise<ClientEventAck<'annotation:since'>>;
  list(messages: { from: number; to: number }): Promise<ClientEventAck<'annotation:list'>>;
}

interface Seen {
  annotation: Annotation;
  isMine: boolean;
}

/** The annotations of a conversation as a client keeps them, from pushes and pages in any order. */
export class AnnotationView {
  /** Every change up to this counter is known. */
  head = 0;
  reloads = 0;
  private readonly seen = new Map<string, Seen>();
  /** The counter of the last reload. An annotation that is missing here did not exist then. */
  private loadedAt = 0;
  private syncing: Promise<void> = Promise.resolve();

  constructor(
    private readonly userId: string,
    private readonly source: AnnotationSource,
    /** The newest message that the view shows. */
    private readonly lastSeq: number,
  ) {}

  /** The existing annotations, sorted. */
  get current(): Seen[] {
    return [...this.seen]
      .filter(([, { annotation }]) => annotation.value !== null)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([, each]) => each);
  }

  /** Applies a push; fetches the missing changes if its counters do not follow the view's. */
  updated(updates: readonly AnnotationUpdate[]): void {
    for (const { annotation, by } of updates) {
      const known = this.seen.get(targetKey(annotation));
      const own = by.find(({ userId }) => userId === this.userId);
      if (annotation.change > (known?.annotation.change ?? this.loadedAt))
        this.seen.set(targetKey(annotation), { annotation, isMine: own?.isSet ?? known?.isMine ?? false });
      if (annotation.change === this.head + 1) this.head += 1;
    }
    const newest = Math.max(...updates.map(({ annotation }) => annotation.change));
    if (newest > this.head) void this.catchUp();
  }

  /** Takes a head; fetches the missing changes if it is ahead of the view's. */
  told({ annotations }: AnnotationHead): void {
    if (annotations > this.head) void this.catchUp();
  }

  /** Resolves once every change that was stored before the call is here. */
  catchUp(): Promise<void> {
    this.syncing = this.syncing.catch(() => undefined).then(() => this.fetchMissing());
    return this.syncing;
  }

  private async fetchMissing(): Promise<void> {
    for (;;) {
      const page = await this.source.since(this.head);
      if (page.status === 'too-far') return this.reload();
      this.keep(page);
      this.head = Math.max(this.head, page.through);
      if (page.through >= page.head.annotations) return;
    }
  }

  private keep({ annotations, mine }: Pick<ClientEventAck<'annotation:list'>, 'annotations' | 'mine'>): void {
    for (const annotation of annotations) {
      const known = this.seen.get(targetKey(annotation));
      if (known && annotation.change < known.annotation.change) continue;
      const isMine = mine.some(({ seq, key }) => seq === annotation.seq && key === annotation.key);
      this.seen.set(targetKey(annotation), { annotation, isMine });
    }
  }

  private async reload(): Promise<void> {
    this.reloads += 1;
    let counter = Number.POSITIVE_INFINITY;
    const found = new Set<string>();
    for (let from = 1; from <= this.lastSeq;) {
      const page = await this.source.list({ from, to: this.lastSeq });
      this.keep(page);
      for (const each of page.annotations) found.add(targetKey(each));
      counter = Math.min(counter, page.head.annotations);
      from = page.through + 1;
    }
    for (const [key, { annotation }] of this.seen)
      if (!found.has(key) && annotation.change <= counter) this.seen.delete(key);
    this.loadedAt = counter;
    this.head = Math.max(this.head, counter);
    return this.fetchMissing();
  }
}
