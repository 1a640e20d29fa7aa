import { describe, expect, it } from '@jest/globals';
import { userId } from '@maru/contracts/primitives';
import type { Task } from '@maru/contracts/socket/annotations';
import fc from 'fast-check';
import {
  applyUpdates,
  noTasks,
  shownTask,
  withNewer,
  withoutWish,
  withTasks,
  withWish,
  type TaskStates,
} from './task-states';

const jimin = userId.parse('7c9e6679-7425-40de-944b-e07fc1f90ae7');
const aTask = (seq: number, change: number, isDone = false): Task => ({
  kind: 'task',
  key: '',
  seq,
  change,
  value: { isDone, assigneeId: null, changedBy: jimin, changedAt: '2026-01-01T00:00:00.000Z' },
});
const push = (states: TaskStates, ...tasks: Task[]) =>
  applyUpdates(
    states,
    tasks.map((annotation) => ({ annotation, by: [] })),
  );

describe('the states of action items', () => {
  it('follow pushes by consecutive counters', () => {
    const first = push(noTasks, aTask(4, 1));
    expect(first).toMatchObject({ isGap: false, states: { change: 1 } });
    const { states } = push(first.states, aTask(4, 2, true));
    expect(states.bySeq.get(4)?.value?.isDone).toBe(true);
  });

  it('a skipped counter is a gap: the counter stays until the missing changes are read', () => {
    const skipped = push(noTasks, aTask(4, 3, true));
    expect(skipped).toMatchObject({ isGap: true, states: { change: 0 } });
    const read = withTasks(skipped.states, [aTask(4, 1), aTask(5, 2)], 3);
    expect(read.change).toBe(3);
    expect(read.bySeq.get(4)?.value?.isDone).toBe(true);
  });

  it('converge whatever the order in which copies arrive (property)', () => {
    const tasks = [aTask(1, 1), aTask(1, 2, true), aTask(2, 3), aTask(1, 4), aTask(2, 5, true)];
    fc.assert(
      fc.property(fc.shuffledSubarray(tasks, { minLength: 5 }), (order) => {
        const states = order.reduce((current, task) => push(current, task).states, noTasks);
        expect([states.bySeq.get(1)?.change, states.bySeq.get(2)?.change]).toEqual([4, 5]);
      }),
    );
  });

  it('read anew keep what is newer, and lose what is gone', () => {
    const known = withTasks(noTasks, [aTask(1, 1), aTask(2, 2), aTask(3, 6, true)], 6);
    const read = withNewer(withTasks(noTasks, [aTask(1, 4, true)], 5), known);
    expect(read.change).toBe(6);
    expect([...read.bySeq].map(([seq, { change }]) => [seq, change])).toEqual([
      [1, 4],
      [3, 6],
    ]);
  });

  it('show own changes before they are stored, the last one of each line', () => {
    const wish = (isDone: boolean) => ({ seq: 4, task: { isDone, assigneeId: null } });
    const [first, second] = [wish(true), wish(false)];
    const wished = withWish(withWish(withTasks(noTasks, [aTask(4, 1)]), first), second);
    // The first one is stored while the second is under way.
    const stored = withoutWish(withTasks(wished, [aTask(4, 2, true)]), first);
    expect(shownTask(stored, 4)).toEqual(second.task);
    expect(shownTask(withoutWish(stored, second), 4)?.isDone).toBe(true);
    expect(shownTask(withNewer(noTasks, stored), 4)).toEqual(second.task);
  });

  it('show that a line is no action item any more before that is stored', () => {
    const states = withTasks(noTasks, [aTask(4, 1)]);
    expect(shownTask(withWish(states, { seq: 4, task: null }), 4)).toBeNull();
    expect(shownTask(states, 5)).toBeUndefined();
  });
});
