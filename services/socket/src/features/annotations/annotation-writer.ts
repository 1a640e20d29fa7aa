import { limits } from '@maru/contracts/limits';
import type { ChannelId } from '@maru/contracts/primitives';
import type { Annotation, AnnotationUpdate, Reaction } from '@maru/contracts/socket/annotations';
import { AppError } from '@maru/service-kit/app-error';
import { newId } from '@maru/service-kit/ids';
import { bounds } from '../../config/bounds.js';
import { untilWritten, type WriteBackoff } from '../../platform/until-written.js';
import {
  maxWishesPerWrite,
  partKey,
  targetKey,
  type AnnotationStore,
  type PartChange,
  type StoredAnnotationHead,
} from './annotation-store.js';
import { namesTooFew, planChanges, type AnnotationWish, type PlannedChanges } from './plan-changes.js';

interface AnnotationWriterDeps {
  store: AnnotationStore;
  /** Called once changes are stored, in the order of their counters. */
  onChanged: (updates: AnnotationUpdate[]) => void;
  /** Called once nothing is left to write. */
  onIdle?: () => void;
  backoff?: WriteBackoff;
}

interface Pending {
  wish: AnnotationWish;
  resolve: (annotation: Annotation | null) => void;
  reject: (error: unknown) => void;
}

/** Everything that was read to decide about a batch, and the decision. */
interface Attempt extends PlannedChanges {
  id: string;
  head: StoredAnnotationHead;
  stored: readonly Annotation[];
}

/** More than the annotations that one message can have. */
const allOfOneMessage = 100;

/** The parts that the wishes name, each as the last of them wants it. */
const partsOf = (wishes: readonly AnnotationWish[]): PartChange[] => {
  const parts = wishes.flatMap((wish) => (wish.kind === 'reaction' ? [wish] : []));
  return [...new Map(parts.map((part) => [partKey(part), part])).values()];
};

const changesBy = ({ seq, key }: Annotation, parts: readonly PartChange[]): AnnotationUpdate['by'] =>
  parts
    .filter((part) => part.seq === seq && part.key === key)
    .map(({ userId, isSet }) => ({ userId, isSet }));

/**
 * Writes one conversation's annotations, one transaction at a time: wishes that arrive meanwhile go together with the next one. On however
 * many nodes such writers run, the store's head lets one of them write at a time, and the others decide anew. A wish names the state that
 * it wants, so repeating it after an unknown outcome is safe.
 */
export class AnnotationWriter {
  private readonly queue: Pending[] = [];
  private isDraining = false;

  constructor(
    private readonly channelId: ChannelId,
    private readonly deps: AnnotationWriterDeps,
  ) {}

  /** Resolves with the annotation once the wish holds; null when there is none and never was. */
  change(wish: AnnotationWish): Promise<Annotation | null> {
    return new Promise((resolve, reject) => {
      if (this.queue.length >= bounds.queuedWrites)
        return reject(new AppError('UNAVAILABLE', { retryAfterMs: 2_000 }));
      this.queue.push({ wish, resolve, reject });
      if (!this.isDraining) void this.drain();
    });
  }

  private async drain(): Promise<void> {
    this.isDraining = true;
    while (this.queue.length > 0) await this.writeBatch(this.queue.splice(0, maxWishesPerWrite));
    this.isDraining = false;
    this.deps.onIdle?.();
  }

  private async writeBatch(batch: readonly Pending[]): Promise<void> {
    const unsure = new Set<Attempt>();
    try {
      await untilWritten(async () => {
        const attempt = await this.plan(batch.map(({ wish }) => wish));
        await this.announceWritten(unsure, attempt.head);
        if (attempt.annotations.length > 0) {
          if (!(await this.write(attempt, unsure))) return false;
          this.announce(attempt);
        }
        this.settle(batch, attempt);
        return true;
      }, this.deps.backoff);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  private async write(attempt: Attempt, unsure: Set<Attempt>): Promise<boolean> {
    try {
      return await this.deps.store.write(this.channelId, attempt.head, attempt);
    } catch (error) {
      unsure.add(attempt);
      throw error;
    }
  }

  /**
   * Changes of an earlier attempt whose answer was lost look as if they had always been there. Once the head has moved on, the change that
   * followed the attempt's head tells whose write it was. Only the attempt itself knows all the parts that changed with it.
   */
  private async announceWritten(unsure: Set<Attempt>, { annotations }: StoredAnnotationHead): Promise<void> {
    for (const earlier of unsure) {
      if (earlier.head.annotations === annotations) continue;
      const [first] = await this.deps.store.changesAfter(this.channelId, earlier.head.annotations, 1);
      unsure.delete(earlier);
      if (first?.writeId === earlier.id) this.announce(earlier);
    }
  }

  /** The head is read first: while it stays, so does everything that is read after it. */
  private async plan(wishes: readonly AnnotationWish[]): Promise<Attempt> {
    const { store } = this.deps;
    const head = await store.readHead(this.channelId);
    const seqs = [...new Set(wishes.map(({ seq }) => seq))];
    const [found, parts] = await Promise.all([
      Promise.all(seqs.map((seq) => store.range(this.channelId, { from: seq, to: seq }, allOfOneMessage))),
      store.findParts(this.channelId, partsOf(wishes)),
    ]);
    const stored = found.flat();
    const planned = planChanges(wishes, { head: head.annotations, annotations: stored, parts });
    const annotations = await Promise.all(
      planned.annotations.map((each) => (namesTooFew(each) ? this.nameMore(each, planned.parts) : each)),
    );
    return { ...planned, id: newId(), annotations, head, stored };
  }

  /** Fills the place of people whom the reaction named and who took their part back. */
  private async nameMore(reaction: Reaction, changes: readonly PartChange[]): Promise<Reaction> {
    if (!reaction.value) return reaction;
    const { peopleShown } = limits.annotations;
    const here = changes.filter(({ seq, key }) => seq === reaction.seq && key === reaction.key);
    const leaving = new Set(here.filter(({ isSet }) => !isSet).map(({ userId }) => userId));
    const stored = await this.deps.store.peopleOf(this.channelId, reaction, peopleShown + leaving.size);
    const joining = here.filter(({ isSet }) => isSet).map(({ userId }) => userId);
    const remaining = [...stored, ...joining].filter((userId) => !leaving.has(userId));
    const people = [...new Set([...reaction.value.people, ...remaining])].slice(0, peopleShown);
    return { ...reaction, value: { ...reaction.value, people } };
  }

  private announce({ annotations, parts }: Attempt): void {
    this.deps.onChanged(annotations.map((annotation) => ({ annotation, by: changesBy(annotation, parts) })));
  }

  private settle(batch: readonly Pending[], { stored, annotations, refused }: Attempt): void {
    const states = new Map([...stored, ...annotations].map((each) => [targetKey(each), each]));
    for (const { wish, resolve, reject } of batch) {
      if (wish.kind === 'reaction' && wish.isSet && refused.has(partKey(wish)))
        reject(new AppError('REACTION_LIMIT_REACHED'));
      else resolve(states.get(targetKey(wish)) ?? null);
    }
  }
}
