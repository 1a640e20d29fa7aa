import type { UserId } from '@maru/contracts/primitives';
import type { Annotation, AnnotationUpdate, Task } from '@maru/contracts/socket/annotations';

/** The stored states of a note's action items, by line; `change` is the annotations' counter that they reach. */
export interface TaskStates {
  change: number;
  bySeq: ReadonlyMap<number, Task>;
  /** The reader's own changes that are not stored yet, by line. */
  wishes: ReadonlyMap<number, TaskChange>;
}

/** A change of an action item. */
export interface TaskChange {
  seq: number;
  /** Null makes it an ordinary line again. */
  task: { isDone: boolean; assigneeId: UserId | null } | null;
}

export const noTasks: TaskStates = { change: 0, bySeq: new Map(), wishes: new Map() };

/** The state of a line as its reader sees it: their own last change counts before it is stored. */
export const shownTask = ({ bySeq, wishes }: TaskStates, seq: number): TaskChange['task'] | undefined => {
  const wish = wishes.get(seq);
  return wish ? wish.task : bySeq.get(seq)?.value;
};

export const withWish = (states: TaskStates, wish: TaskChange): TaskStates => ({
  ...states,
  wishes: new Map(states.wishes).set(wish.seq, wish),
});

/** Drops a wish that was stored or refused, unless a later one has taken its place. */
export const withoutWish = (states: TaskStates, wish: TaskChange): TaskStates => {
  const wishes = new Map(states.wishes);
  if (wishes.get(wish.seq) === wish) wishes.delete(wish.seq);
  return { ...states, wishes };
};

const isTask = (annotation: Annotation): annotation is Task => annotation.kind === 'task';

/** Takes over annotations; of two copies the one that changed later wins. */
export const withTasks = (
  states: TaskStates,
  annotations: readonly Annotation[],
  change = states.change,
): TaskStates => {
  const bySeq = new Map(states.bySeq);
  for (const task of annotations.filter(isTask)) {
    const known = bySeq.get(task.seq);
    if (!known || task.change > known.change) bySeq.set(task.seq, task);
  }
  return { ...states, change: Math.max(states.change, change), bySeq };
};

/** States that were read, with what is known to be newer. Known ones that the reading should contain, but does not, are gone. */
export const withNewer = (loaded: TaskStates, known: TaskStates | undefined): TaskStates => {
  const newer = [...(known?.bySeq.values() ?? [])].filter(({ change }) => change > loaded.change);
  return { ...withTasks(loaded, newer, known?.change), wishes: known?.wishes ?? loaded.wishes };
};

/** Applies a push. `isGap`: changes between the known counter and this push were missed. */
export const applyUpdates = (
  states: TaskStates,
  updates: readonly AnnotationUpdate[],
): { states: TaskStates; isGap: boolean } => {
  const changes = updates.map(({ annotation }) => annotation.change);
  const isGap = Math.min(...changes) > states.change + 1;
  const annotations = updates.map(({ annotation }) => annotation);
  // Behind a gap the counter stays, so that the missing changes are asked for.
  return {
    states: withTasks(states, annotations, isGap ? states.change : Math.max(...changes)),
    isGap,
  };
};
