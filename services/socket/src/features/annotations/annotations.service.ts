import { limits } from '@maru/contracts/limits';
import type { ChannelId } from '@maru/contracts/primitives';
import type { Annotation, AnnotationUpdate, Task } from '@maru/contracts/socket/annotations';
import type { ClientEventAck } from '@maru/contracts/socket/events';
import type { Message } from '@maru/contracts/socket/messages';
import { AppError } from '@maru/service-kit/app-error';
import type { WriteBackoff } from '../../platform/until-written.js';
import {
  targetKey,
  type AnnotationChange,
  type AnnotationStore,
  type PartChange,
} from './annotation-store.js';
import { AnnotationWriter } from './annotation-writer.js';
import type { AnnotationWish } from './plan-changes.js';

interface AnnotationsDeps {
  store: AnnotationStore;
  findMessage: (channelId: ChannelId, seq: number) => Promise<Message | undefined>;
  /** Announces stored changes of a conversation to those who have it open. */
  announce: (channelId: ChannelId, updates: AnnotationUpdate[]) => void;
  backoff?: WriteBackoff;
}

type ChangesPage = ClientEventAck<'annotation:since'>;
type MessagesPage = ClientEventAck<'annotation:list'>;

const { page: pageSize, changesBehind } = limits.annotations;

/** A removed annotation, as clients need it: with the counter of its removal. */
const removed = ({ target, change }: AnnotationChange): Annotation =>
  // The target came from an annotation, whose kind and key fit together.
  ({ ...target, change, value: null }) as Annotation;

/** Annotations that members and the service attach to messages: a stream beside the messages, with its own counter. */
export class AnnotationsService {
  /** Writers that have something to write. */
  private readonly writers = new Map<ChannelId, AnnotationWriter>();

  constructor(private readonly deps: AnnotationsDeps) {}

  /** @throws NOT_FOUND or MESSAGE_DELETED without such a message, REACTION_LIMIT_REACHED for one emoji too many. */
  async setReaction(channelId: ChannelId, part: PartChange): Promise<Annotation | null> {
    await this.requireMessage(channelId, part.seq);
    return this.change(channelId, { ...part, kind: 'reaction' });
  }

  /** Makes a line of a note an action item, or an ordinary line again. @throws NOT_FOUND or MESSAGE_DELETED without such a line. */
  async setTask(channelId: ChannelId, seq: number, value: Task['value']): Promise<Annotation | null> {
    await this.requireMessage(channelId, seq);
    return this.change(channelId, { kind: 'task', key: '', seq, value });
  }

  /** Applies the wish and announces the change; the caller has checked everything. */
  change(channelId: ChannelId, wish: AnnotationWish): Promise<Annotation | null> {
    return this.writerOf(channelId).change(wish);
  }

  /**
   * The head is read first, so the page is at least as new as it says. The store is asked only for messages that the head knows: a caller
   * may name any number, and the keys of the store have a fixed width.
   */
  async list(
    channelId: ChannelId,
    { userId, from, to }: { userId: string; from: number; to: number },
  ): Promise<MessagesPage> {
    const { store } = this.deps;
    const { annotations: counter, lastSeq } = await store.readHead(channelId);
    const messages = { from, to: Math.min(to, lastSeq) };
    const isBeyond = messages.from > messages.to;
    const found = isBeyond ? [] : await store.range(channelId, messages, pageSize + 1);
    const beyond = found[pageSize];
    // The page is larger than the annotations of one message can be, so each page makes progress.
    const through = beyond ? beyond.seq - 1 : to;
    const annotations = found.filter(({ seq }) => seq <= through);
    const mine = await this.reactionsOf(channelId, userId, annotations);
    return { annotations, mine, head: { annotations: counter }, through };
  }

  async since(
    channelId: ChannelId,
    { userId, after }: { userId: string; after: number },
  ): Promise<ChangesPage> {
    const { store } = this.deps;
    const { annotations: counter } = await store.readHead(channelId);
    const head = { annotations: counter };
    if (after > counter || counter - after > changesBehind) return { status: 'too-far', head };
    if (after === counter) return { status: 'changes', annotations: [], mine: [], head, through: after };
    const changes = await store.changesAfter(channelId, after, pageSize);
    const last = changes.at(-1);
    // Old changes expire one by one, in any order.
    const isWhole = changes.every(({ change }, index) => change === after + 1 + index);
    if (!last || !isWhole) return { status: 'too-far', head };
    // Each annotation once, by its last change.
    const latest = new Map(changes.map((each) => [targetKey(each.target), each]));
    const targets = [...latest.values()].map(({ target }) => target);
    const stored = new Map((await store.findAll(channelId, targets)).map((each) => [targetKey(each), each]));
    const annotations = [...latest].map(([key, each]) => stored.get(key) ?? removed(each));
    const mine = await this.reactionsOf(channelId, userId, annotations);
    return { status: 'changes', annotations, mine, head, through: last.change };
  }

  /**
   * Reads the caller's parts after the annotations: what they have changed in between reaches them as a later change. The other way round,
   * an older part would pass for the state at a newer counter.
   */
  private async reactionsOf(channelId: ChannelId, userId: string, annotations: readonly Annotation[]) {
    const reactions = annotations.filter(({ kind, value }) => kind === 'reaction' && value !== null);
    const parts = reactions.map(({ seq, key }) => ({ seq, key, userId }));
    const taken = await this.deps.store.findParts(channelId, parts);
    return taken.map(({ seq, key }) => ({ seq, key }));
  }

  private async requireMessage(channelId: ChannelId, seq: number): Promise<void> {
    const message = await this.deps.findMessage(channelId, seq);
    if (!message) throw new AppError('NOT_FOUND');
    if (message.deletedAt) throw new AppError('MESSAGE_DELETED');
  }

  private writerOf(channelId: ChannelId): AnnotationWriter {
    const known = this.writers.get(channelId);
    if (known) return known;
    const { store, announce, backoff } = this.deps;
    const writer = new AnnotationWriter(channelId, {
      store,
      backoff,
      onChanged: (updates) => announce(channelId, updates),
      onIdle: () => this.writers.delete(channelId),
    });
    this.writers.set(channelId, writer);
    return writer;
  }
}
