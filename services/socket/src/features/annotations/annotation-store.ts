import type { ChannelId } from '@maru/contracts/primitives';
import type { Annotation } from '@maru/contracts/socket/annotations';

/** Identifies an annotation within its conversation. */
export interface AnnotationTarget {
  seq: number;
  kind: Annotation['kind'];
  key: string;
}

/** One person's part in a reaction; `key` is the emoji. */
export interface ReactionPart {
  seq: number;
  key: string;
  userId: string;
}

export interface PartChange extends ReactionPart {
  isSet: boolean;
}

/** A conversation's annotation head, as stored. */
export interface StoredAnnotationHead {
  /** The counter of the last change. */
  annotations: number;
  /** The newest message that was ever annotated. */
  lastSeq: number;
}

export const emptyAnnotationHead: StoredAnnotationHead = { annotations: 0, lastSeq: 0 };

/** Changes that are written together. */
export interface AnnotationWrite {
  /** Kept with the changes: tells whether this write was done, after an answer that was lost. */
  id: string;
  /** Their new states, with the counters that follow the head. A value of null removes the annotation. */
  annotations: readonly Annotation[];
  parts: readonly PartChange[];
}

export interface AnnotationChange {
  change: number;
  target: AnnotationTarget;
  writeId: string;
}

/** The head once `write` is done. */
export const headAfter = (
  head: StoredAnnotationHead,
  { annotations }: Pick<AnnotationWrite, 'annotations'>,
): StoredAnnotationHead => ({
  annotations: head.annotations + annotations.length,
  lastSeq: Math.max(head.lastSeq, ...annotations.map(({ seq }) => seq)),
});

export const targetKey = ({ seq, kind, key }: AnnotationTarget): string => `${seq}#${kind}#${key}`;
export const partKey = ({ seq, key, userId }: ReactionPart): string => `${seq}#${key}#${userId}`;

/**
 * Stores annotations. Every write of a conversation moves its head conditionally, so nothing that was read after the head can have changed
 * if a write succeeds. `write` happens wholly or not at all; if it throws, the outcome is unknown. Reads see every write that has returned.
 */
export interface AnnotationStore {
  readHead(channelId: ChannelId): Promise<StoredAnnotationHead>;
  /** Heads of many conversations; those without annotations are left out. */
  readHeads(channelIds: readonly ChannelId[]): Promise<Map<ChannelId, StoredAnnotationHead>>;
  /** Annotations of the messages `from` to `to` in the order of their messages, `limit` at most. Removed ones are left out. */
  range(channelId: ChannelId, messages: { from: number; to: number }, limit: number): Promise<Annotation[]>;
  /** Those of the targets that exist. */
  findAll(channelId: ChannelId, targets: readonly AnnotationTarget[]): Promise<Annotation[]>;
  /** Those of the parts that people take. */
  findParts(channelId: ChannelId, parts: readonly ReactionPart[]): Promise<ReactionPart[]>;
  /** Some of the people who take part in a reaction. */
  peopleOf(
    channelId: ChannelId,
    reaction: Pick<ReactionPart, 'seq' | 'key'>,
    limit: number,
  ): Promise<string[]>;
  /** Changes that follow counter `after` in ascending order, `limit` at most. Old ones are forgotten. */
  changesAfter(channelId: ChannelId, after: number, limit: number): Promise<AnnotationChange[]>;
  /** Returns false, having written nothing, if the stored head is no longer `head`. */
  write(channelId: ChannelId, head: StoredAnnotationHead, write: AnnotationWrite): Promise<boolean>;
  /** Removes some of what is stored of a conversation that is gone; returns whether anything is left. */
  removeSome(channelId: ChannelId): Promise<boolean>;
}

/** DynamoDB takes 100 items per transaction: the head, and for each wish an annotation, a change and a part. */
export const maxWishesPerWrite = 33;
