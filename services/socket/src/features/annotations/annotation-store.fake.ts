import type { ChannelId } from '@maru/contracts/primitives';
import type { Annotation } from '@maru/contracts/socket/annotations';
import {
  emptyAnnotationHead,
  headAfter,
  partKey,
  targetKey,
  type AnnotationChange,
  type AnnotationStore,
  type AnnotationTarget,
  type AnnotationWrite,
  type ReactionPart,
  type StoredAnnotationHead,
} from './annotation-store.js';

/** The outcome of one write: it works, fails before doing anything, or is done although its answer is lost. */
export type Fault = 'none' | 'fails' | 'answer-lost';

interface Conversation {
  head: StoredAnnotationHead;
  annotations: Map<string, Annotation>;
  parts: Map<string, ReactionPart>;
  changes: AnnotationChange[];
}

const byPlace = (one: Annotation, other: Annotation) =>
  one.seq - other.seq || (targetKey(one) < targetKey(other) ? -1 : 1);

/** The store in memory; `nextFault` is asked once per write. */
export class FakeAnnotationStore implements AnnotationStore {
  writes = 0;
  private readonly conversations = new Map<ChannelId, Conversation>();

  constructor(private readonly nextFault: () => Fault = () => 'none') {}

  async readHead(channelId: ChannelId): Promise<StoredAnnotationHead> {
    await this.turn();
    return this.of(channelId).head;
  }

  async readHeads(channelIds: readonly ChannelId[]): Promise<Map<ChannelId, StoredAnnotationHead>> {
    await this.turn();
    const known = channelIds.map((channelId) => [channelId, this.of(channelId).head] as const);
    return new Map(known.filter(([, { annotations }]) => annotations > 0));
  }

  async range(channelId: ChannelId, { from, to }: { from: number; to: number }, limit: number) {
    await this.turn();
    return [...this.of(channelId).annotations.values()]
      .filter(({ seq }) => seq >= from && seq <= to)
      .sort(byPlace)
      .slice(0, limit);
  }

  async findAll(channelId: ChannelId, targets: readonly AnnotationTarget[]): Promise<Annotation[]> {
    await this.turn();
    const { annotations } = this.of(channelId);
    return targets.flatMap((target) => annotations.get(targetKey(target)) ?? []);
  }

  async findParts(channelId: ChannelId, parts: readonly ReactionPart[]): Promise<ReactionPart[]> {
    await this.turn();
    return parts.flatMap((part) => this.of(channelId).parts.get(partKey(part)) ?? []);
  }

  async peopleOf(channelId: ChannelId, { seq, key }: Pick<ReactionPart, 'seq' | 'key'>, limit: number) {
    await this.turn();
    return [...this.of(channelId).parts.values()]
      .filter((part) => part.seq === seq && part.key === key)
      .map(({ userId }) => userId)
      .sort()
      .slice(0, limit);
  }

  async changesAfter(channelId: ChannelId, after: number, limit: number): Promise<AnnotationChange[]> {
    await this.turn();
    return this.of(channelId)
      .changes.filter(({ change }) => change > after)
      .slice(0, limit);
  }

  async write(channelId: ChannelId, head: StoredAnnotationHead, write: AnnotationWrite): Promise<boolean> {
    await this.turn();
    const fault = this.nextFault();
    if (fault === 'fails') throw new Error('the store failed');
    const stored = this.of(channelId);
    if (stored.head.annotations !== head.annotations) return false;
    this.writes += 1;
    stored.head = headAfter(head, write);
    for (const each of write.annotations) {
      if (each.value === null) stored.annotations.delete(targetKey(each));
      else stored.annotations.set(targetKey(each), each);
      const { seq, kind, key, change } = each;
      stored.changes.push({ change, target: { seq, kind, key }, writeId: write.id });
    }
    for (const { isSet, ...part } of write.parts) {
      if (isSet) stored.parts.set(partKey(part), part);
      else stored.parts.delete(partKey(part));
    }
    await this.turn();
    if (fault === 'answer-lost') throw new Error('the answer was lost');
    return true;
  }

  async removeSome(channelId: ChannelId): Promise<boolean> {
    this.conversations.delete(channelId);
    return false;
  }

  /** Forgets the oldest changes, as time does. */
  expire(channelId: ChannelId, count: number): void {
    this.of(channelId).changes.splice(0, count);
  }

  private of(channelId: ChannelId): Conversation {
    const known = this.conversations.get(channelId);
    if (known) return known;
    const created = { head: emptyAnnotationHead, annotations: new Map(), parts: new Map(), changes: [] };
    this.conversations.set(channelId, created);
    return created;
  }

  /** Lets others run, as any real input or output would. */
  private turn(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve));
  }
}
