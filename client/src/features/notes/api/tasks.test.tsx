import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { userId } from '@maru/contracts/primitives';
import type { Task } from '@maru/contracts/socket/annotations';
import type { PushEventName } from '@maru/contracts/socket/events';
import { noteIdFrom } from '@maru/contracts/socket/notes';
import { QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, render, screen, waitFor } from '@testing-library/react';
import { ApiError } from '@/shared/api/api-error';
import { queryClient } from '@/shared/api/query-client';
import { shownTask } from '../model/task-states';

const noteId = noteIdFrom('01JD0000000000000000000001');
const jimin = userId.parse('7c9e6679-7425-40de-944b-e07fc1f90ae7');

const aTask = (seq: number, change: number, isDone = false): Task => ({
  kind: 'task',
  key: '',
  seq,
  change,
  value: { isDone, assigneeId: null, changedBy: jimin, changedAt: '2026-01-01T00:00:00.000Z' },
});

/** The stored tasks as they stand now, and the counter of their changes. */
let stored: Task[] = [];
let counter = 0;
const asked: string[] = [];
const pushHandlers = new Map<PushEventName, (payload: unknown) => void>();
/** The page gets answers once this is resolved. */
let gate: Promise<void> = Promise.resolve();
/** Called when an event has been answered, before the page gets the answer. */
let beforeAnswer: (event: string) => void = () => undefined;

const write = (task: Task): void => {
  stored = [...stored.filter(({ seq }) => seq !== task.seq), task];
  counter = task.change;
};
const push = (task: Task): void =>
  pushHandlers.get('annotation:updated')?.({
    channelId: noteId,
    updates: [{ annotation: task, by: [] }],
  });

interface Asked {
  after?: number;
  seq?: number;
  task?: { isDone: boolean; assigneeId: null };
}

const answer = (event: string, { after = 0, seq = 0, task }: Asked): unknown => {
  const head = { annotations: counter };
  if (event === 'channel:open') return { head: { lastSeq: 9, changes: 0, newestSeq: 9 }, lastReadSeq: 0 };
  if (event === 'annotation:list') return { annotations: stored, mine: [], head, through: 9 };
  if (event === 'annotation:since') {
    const annotations = stored.filter(({ change }) => change > after);
    return { status: 'changes', annotations, mine: [], head, through: counter };
  }
  if (event === 'task:set') {
    write({ ...aTask(seq, counter + 1), value: task && { ...aTask(seq, 1).value, ...task } } as Task);
    return { annotation: stored.at(-1) };
  }
  throw new Error(`${event} is not expected`);
};

jest.unstable_mockModule('@/shared/api/realtime', () => ({
  whenConnected: () => Promise.resolve(),
  onConnected: (handler: () => void) => {
    handler();
    return () => undefined;
  },
  onPush: (event: PushEventName, handler: (payload: unknown) => void) => {
    pushHandlers.set(event, handler);
    return () => void pushHandlers.delete(event);
  },
  emit: async (event: string, payload: Asked) => {
    asked.push(event);
    const reply = answer(event, payload);
    await gate;
    beforeAnswer(event);
    return reply;
  },
}));
const { useSetTask, useTaskStates } = await import('./tasks');

const Host = () => {
  const states = useTaskStates(noteId);
  const { mutate } = useSetTask(noteId);
  const seqs = new Set([...states.bySeq.keys(), ...states.wishes.keys()]);
  const done = [...seqs].filter((seq) => shownTask(states, seq)?.isDone);
  const set = (isDone: boolean) => mutate({ seq: 1, task: { isDone, assigneeId: null } });
  return (
    <>
      <output>
        {states.change}: {done.join(',')}
      </output>
      <button type="button" onClick={() => set(true)}>
        tick
      </button>
      <button type="button" onClick={() => set(false)}>
        untick
      </button>
    </>
  );
};
const open = () =>
  render(
    <QueryClientProvider client={queryClient}>
      <Host />
    </QueryClientProvider>,
  );
const shows = (text: string) =>
  waitFor(() => expect(screen.getByRole('status').textContent).toBe(text), { timeout: 5_000 });
const settled = () => waitFor(() => expect(asked.at(-1)).toBe('annotation:since'));

/** Runs `happen` once, while this event's answer is under way. */
const during = (wanted: string, happen: () => void): void => {
  beforeAnswer = (event) => {
    if (event !== wanted) return;
    beforeAnswer = () => undefined;
    happen();
  };
};

beforeEach(() => {
  stored = [];
  counter = 0;
  asked.length = 0;
  gate = Promise.resolve();
  beforeAnswer = () => undefined;
});
afterEach(() => {
  cleanup();
  queryClient.clear();
});

describe('the states of action items of an open note', () => {
  it('follow pushes after the first reading', async () => {
    write(aTask(1, 1));
    open();
    await shows('1: ');
    await settled();
    act(() => push(aTask(1, 2, true)));
    await shows('2: 1');
  });

  it('contain a change that came while they were read', async () => {
    during('annotation:list', () => {
      write(aTask(4, 1, true));
      push(aTask(4, 1, true));
    });
    open();
    await shows('1: 4');
  });

  it('contain changes that are reported missing while earlier ones are read', async () => {
    open();
    await shows('0: ');
    await settled();
    write(aTask(1, 1, true));
    // The pushes 1 and 2 are lost; 3 reports the first gap, 5 one more while it is filled.
    during('annotation:since', () => {
      write(aTask(3, 4, true));
      write(aTask(4, 5));
      push(aTask(4, 5));
    });
    write(aTask(2, 2));
    write(aTask(2, 3, true));
    act(() => push(aTask(2, 3, true)));
    await shows('5: 2,1,3');
  });

  it('are read again after a failure', async () => {
    open();
    await settled();
    write(aTask(1, 1, true));
    write(aTask(2, 2, true));
    during('annotation:since', () => {
      throw new ApiError('UNAVAILABLE');
    });
    // The push of the first change is lost.
    act(() => push(aTask(2, 2, true)));
    await shows('0: 2');
    await shows('2: 2,1');
  });
});

describe('a changed action item', () => {
  const press = (name: string) => act(() => screen.getByRole('button', { name }).click());
  const sent = () => asked.filter((event) => event === 'task:set').length;

  it('is shown at once, and again as it was if it is refused', async () => {
    open();
    await settled();
    let refuse = (): void => undefined;
    gate = new Promise((resolve) => (refuse = resolve));
    during('task:set', () => {
      throw new ApiError('FORBIDDEN');
    });
    press('tick');
    await shows('0: 1');
    refuse();
    await shows('0: ');
    expect(sent()).toBe(1);
  });

  it('is sent again after an outage', async () => {
    open();
    await settled();
    during('task:set', () => {
      throw new ApiError('UNREACHABLE');
    });
    press('tick');
    await waitFor(() => expect(sent()).toBe(2), { timeout: 5_000 });
    await shows('0: 1');
    act(() => push(aTask(1, 1, true)));
    await shows('1: 1');
  });

  it('stays as it was changed last while earlier changes are stored', async () => {
    open();
    await settled();
    const seen = new Set<string | null>();
    beforeAnswer = () => void seen.add(screen.getByRole('status').textContent);
    press('tick');
    press('untick');
    await waitFor(() => expect(queryClient.isMutating()).toBe(0));
    await waitFor(() => expect(sent()).toBe(2));
    expect([...seen]).toEqual(['0: ']);
    await shows('0: ');
  });
});
