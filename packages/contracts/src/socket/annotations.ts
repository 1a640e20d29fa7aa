import { z } from 'zod';
import { emoji } from '../emoji.js';
import { limits } from '../limits.js';
import { channelId, instant, seq, userId } from '../primitives.js';
import { defineClientEvent } from './event.js';

const count = z.number().int().nonnegative();

/** Counts the changes to a conversation's annotations: a client that knows the same number has missed nothing. */
export const annotationHead = z.object({ annotations: count });
export type AnnotationHead = z.infer<typeof annotationHead>;

const reactionValue = z.object({
  count: z.number().int().min(1),
  /** Some of those who react, in no particular order; all of them while there are few. */
  people: z.array(userId).max(limits.annotations.peopleShown),
});
const pinValue = z.object({ pinnedBy: userId, pinnedAt: instant });
const linkCardValue = z.object({
  url: z.url({ protocol: /^https?$/ }).max(2_048),
  title: z.string().max(300),
  description: z.string().max(1_000).nullable(),
  imageUrl: z
    .url({ protocol: /^https$/ })
    .max(2_048)
    .nullable(),
});
/** An action item: the message says what is to be done. */
const taskValue = z.object({
  isDone: z.boolean(),
  assigneeId: userId.nullable(),
  changedBy: userId,
  changedAt: instant,
});
const threadValue = z.object({
  conversationId: channelId,
  messages: count,
  lastMessageAt: instant.nullable(),
});

/** `change` is the head's counter when the annotation changed last: of two copies the one with the higher `change` is newer. */
const place = { seq, change: z.number().int().min(1) };
/** A message has one annotation of this kind. */
const only = z.literal('');

/**
 * Something that was attached to message `seq` after it was written. `(seq, kind, key)` is its identity within the conversation. It never
 * touches the message itself. A `value` of null says that it was removed.
 */
export const annotation = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('reaction'), key: emoji, ...place, value: reactionValue.nullable() }),
  z.object({ kind: z.literal('pin'), key: only, ...place, value: pinValue.nullable() }),
  /** The key is the position of the link in the text. */
  z.object({
    kind: z.literal('link-card'),
    key: z.string().regex(/^\d$/),
    ...place,
    value: linkCardValue.nullable(),
  }),
  z.object({ kind: z.literal('thread'), key: only, ...place, value: threadValue.nullable() }),
  z.object({ kind: z.literal('task'), key: only, ...place, value: taskValue.nullable() }),
]);
export type Annotation = z.infer<typeof annotation>;
export type Reaction = Extract<Annotation, { kind: 'reaction' }>;
export type Task = Extract<Annotation, { kind: 'task' }>;

/** Annotations, and those reactions among them that the caller takes part in. */
const annotationPage = z.object({
  annotations: z.array(annotation),
  mine: z.array(z.object({ seq, key: emoji })),
});

export const annotationEvents = {
  /** Add the caller's reaction to a message, or take it back. A repeat changes nothing. */
  'reaction:set': defineClientEvent({
    authorize: 'addReactions',
    rate: [{ by: 'person', points: 30, seconds: 10 }],
    payload: z.object({ channelId, seq, emoji, isSet: z.boolean() }),
    /** Null when the message has no such reaction and never had one. */
    ack: z.object({ annotation: annotation.nullable() }),
  }),
  /**
   * Make a line of a meeting note an action item, tick it off or assign it, also after the meeting. `task` null makes it an ordinary line
   * again. A repeat changes nothing. `channelId` is the note's id. NOT_FOUND: no such line, or the assignee may not see the note.
   */
  'task:set': defineClientEvent({
    authorize: 'sendMessages',
    rate: [{ by: 'person', points: 30, seconds: 10 }],
    payload: z.object({
      channelId,
      seq,
      task: z.object({ isDone: z.boolean(), assigneeId: userId.nullable() }).nullable(),
    }),
    ack: z.object({ annotation: annotation.nullable() }),
  }),
  /** Annotations of the messages `from` to `to`; those up to `through` are complete, the caller asks again for the rest. */
  'annotation:list': defineClientEvent({
    authorize: 'viewChannel',
    payload: z
      .object({ channelId, from: seq, to: seq })
      .refine(({ from, to }) => from <= to && to - from < limits.historyPage.max),
    ack: annotationPage.extend({ head: annotationHead, through: seq }),
  }),
  /**
   * Every annotation that has changed since counter `after`, as it stands now. `through` is the counter that the page reaches; below the
   * head's, the caller asks again. `too-far`: the caller has to list the annotations of its messages anew.
   */
  'annotation:since': defineClientEvent({
    authorize: 'viewChannel',
    payload: z.object({ channelId, after: count }),
    ack: z.discriminatedUnion('status', [
      annotationPage.extend({ status: z.literal('changes'), head: annotationHead, through: count }),
      z.object({ status: z.literal('too-far'), head: annotationHead }),
    ]),
  }),
} as const;

/**
 * Annotations of an open conversation that changed, by consecutive counters. `by` names the people whose part in a reaction changed. A
 * receiver whose own counter is not the one before has missed changes and asks for them.
 */
export const annotationUpdated = z.object({
  channelId,
  updates: z.array(z.object({ annotation, by: z.array(z.object({ userId, isSet: z.boolean() })) })).min(1),
});
/** The head of an open conversation, told when pushes may have been lost: above the receiver's own counter, it has missed changes. */
export const annotationHeadTold = annotationHead.extend({ channelId });
export type AnnotationUpdate = z.infer<typeof annotationUpdated>['updates'][number];
