import { isDeepStrictEqual } from 'node:util';
import { limits } from '@maru/contracts/limits';
import type { Annotation, Reaction } from '@maru/contracts/socket/annotations';
import { partKey, targetKey, type PartChange, type ReactionPart } from './annotation-store.js';

type WithoutChange<T> = T extends unknown ? Omit<T, 'change'> : never;

/** The state that a caller wants: of one person's part in a reaction, or of any other annotation as a whole. */
export type AnnotationWish =
  ({ kind: 'reaction' } & PartChange) | WithoutChange<Exclude<Annotation, { kind: 'reaction' }>>;
type ReactionWish = Extract<AnnotationWish, { kind: 'reaction' }>;

/** The stored state that wishes are compared with. */
export interface StoredAnnotations {
  head: number;
  /** All annotations of the messages that the wishes name. */
  annotations: readonly Annotation[];
  /** Those of the wished parts that people take. */
  parts: readonly ReactionPart[];
}

export interface PlannedChanges {
  annotations: Annotation[];
  parts: PartChange[];
  /** Parts that would be one emoji too many for their message, by `partKey`. */
  refused: Set<string>;
}

const { reactions: maxReactions, peopleShown } = limits.annotations;

const lastByKey = <T>(items: readonly T[], keyOf: (item: T) => string): T[] => [
  ...new Map(items.map((item) => [keyOf(item), item])).values(),
];

const withPart = (value: Reaction['value'], { userId, isSet }: PartChange): Reaction['value'] => {
  const { count, people } = value ?? { count: 0, people: [] };
  if (isSet) return { count: count + 1, people: [...people, userId].slice(0, peopleShown) };
  return count <= 1 ? null : { count: count - 1, people: people.filter((each) => each !== userId) };
};

/** Returns whether the reaction names fewer people than it could. */
export const namesTooFew = (each: Annotation): each is Reaction =>
  each.kind === 'reaction' &&
  each.value !== null &&
  each.value.people.length < Math.min(peopleShown, each.value.count);

/** A task that is as wished keeps the person and time of its last change. */
const isSameTask = (wish: AnnotationWish, current: Annotation | undefined): boolean => {
  if (wish.kind !== 'task' || current?.kind !== 'task' || !wish.value || !current.value) return false;
  return wish.value.isDone === current.value.isDone && wish.value.assigneeId === current.value.assigneeId;
};

/**
 * The changes that make the stored state what the wishes want; of contradicting wishes the last one counts. A wish that holds already
 * changes nothing. A reaction may name too few people afterwards: see `namesTooFew`.
 */
export const planChanges = (wishes: readonly AnnotationWish[], stored: StoredAnnotations): PlannedChanges => {
  const before = new Map(stored.annotations.map((each) => [targetKey(each), each]));
  const now = new Map<string, Annotation>(before);
  const taken = new Set(stored.parts.map(partKey));
  const parts: PartChange[] = [];
  const refused = new Set<string>();

  const reactionsOf = (seq: number) =>
    [...now.values()].filter((each) => each.kind === 'reaction' && each.seq === seq && each.value !== null);

  const changePart = ({ seq, key, userId, isSet }: ReactionWish) => {
    const part = { seq, key, userId, isSet };
    if (taken.has(partKey(part)) === isSet) return;
    const current = now.get(targetKey({ seq, kind: 'reaction', key }));
    const value = current?.kind === 'reaction' ? current.value : null;
    if (isSet && !value && reactionsOf(seq).length >= maxReactions) {
      refused.add(partKey(part));
      return;
    }
    parts.push(part);
    const next: Reaction = { kind: 'reaction', key, seq, change: 0, value: withPart(value, part) };
    now.set(targetKey(next), next);
  };

  const isReaction = (wish: AnnotationWish): wish is ReactionWish => wish.kind === 'reaction';
  for (const wish of wishes)
    if (!isReaction(wish) && !isSameTask(wish, now.get(targetKey(wish))))
      now.set(targetKey(wish), { ...wish, change: 0 });
  for (const wish of lastByKey(wishes.filter(isReaction), partKey)) changePart(wish);

  // A person who takes the place of another one may leave the value as it was.
  const withParts = new Set(parts.map((part) => targetKey({ ...part, kind: 'reaction' })));
  const changed = [...now].filter(
    ([key, { value }]) => withParts.has(key) || !isDeepStrictEqual(value, before.get(key)?.value ?? null),
  );
  const annotations = changed.map(([, each], index) => ({ ...each, change: stored.head + 1 + index }));
  return { annotations, parts, refused };
};
