import type { ChannelId } from '@maru/contracts/primitives';
import { limits } from '@maru/contracts/limits';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { codeOf, isTemporary } from '@/shared/api/api-error';
import { queryClient } from '@/shared/api/query-client';
import { emit, onConnected, onPush, whenConnected } from '@/shared/api/realtime';
import {
  applyUpdates,
  noTasks,
  withNewer,
  withoutWish,
  withTasks,
  withWish,
  type TaskChange,
  type TaskStates,
} from '../model/task-states';

const keyOf = (noteId: string) => ['note-tasks', noteId] as const;

const read = (noteId: string) => queryClient.getQueryData<TaskStates>(keyOf(noteId));

const change = (noteId: string, next: (states: TaskStates) => TaskStates): void =>
  void queryClient.setQueryData<TaskStates>(keyOf(noteId), (states) => states && next(states));

/** Subscribes to the changes, then reads the annotations of all lines. */
const loadTasks = async (channelId: ChannelId): Promise<TaskStates> => {
  await whenConnected();
  const { head } = await emit('channel:open', { channelId });
  let states: TaskStates | undefined;
  for (let from = 1; from <= head.lastSeq;) {
    const to = Math.min(head.lastSeq, from + limits.historyPage.max - 1);
    const page = await emit('annotation:list', { channelId, from, to });
    // The first page's counter: changes that came while the others were read are asked for again.
    states = withTasks(states ?? { ...noTasks, change: page.head.annotations }, page.annotations);
    from = Math.max(from, page.through) + 1;
  }
  return withNewer(states ?? noTasks, read(channelId));
};

/** Subscribes to the changes, then reads those since the known counter; reads all anew if there are too many. */
const readChanges = async (channelId: ChannelId): Promise<void> => {
  await emit('channel:open', { channelId });
  for (let isBehind = true; isBehind;) {
    const known = read(channelId);
    if (!known) return;
    const reply = await emit('annotation:since', { channelId, after: known.change });
    if (reply.status === 'too-far')
      return queryClient.refetchQueries({ queryKey: keyOf(channelId) }, { throwOnError: true });
    change(channelId, (states) => withTasks(states, reply.annotations, reply.through));
    isBehind = reply.through < reply.head.annotations && reply.through > known.change;
  }
};

/** Conversations that are catching up; true once more was reported missing meanwhile. */
const catchingUp = new Map<string, boolean>();

/** Reads what was missed. More that is reported missing meanwhile may be newer than the answer under way: it asks again. */
const catchUp = async (channelId: ChannelId): Promise<void> => {
  if (catchingUp.has(channelId)) return void catchingUp.set(channelId, true);
  try {
    do {
      catchingUp.set(channelId, false);
      await readChanges(channelId);
    } while (catchingUp.get(channelId));
  } finally {
    catchingUp.delete(channelId);
  }
};

const retryMs = 1_000;
/** With growing pauses, about half a minute. */
const maxRetries = 5;

const followTasks = (channelId: ChannelId): (() => void) => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const recover = (): void =>
    void catchUp(channelId).catch((error: unknown) => {
      clearTimeout(timer);
      if (isTemporary(error)) timer = setTimeout(recover, retryMs);
    });
  const stops = [
    onPush('annotation:updated', (push) => {
      const known = read(channelId);
      if (push.channelId !== channelId || !known) return;
      const { states, isGap } = applyUpdates(known, push.updates);
      change(channelId, () => states);
      if (isGap) recover();
    }),
    onPush('annotation:head', (push) => {
      const known = read(channelId);
      if (push.channelId === channelId && known && push.annotations > known.change) recover();
    }),
    onConnected(recover),
    () => clearTimeout(timer),
  ];
  return () => stops.forEach((stop) => stop());
};

/** The states of a note's action items; follows changes by others while its conversation is open. */
export const useTaskStates = (noteId: ChannelId): TaskStates => {
  const { data } = useQuery({
    queryKey: keyOf(noteId),
    queryFn: () => loadTasks(noteId),
    // Socket nodes hear of a new note a moment after the page that shows it.
    retry: (failures, error) => isTemporary(error) || (failures < 4 && codeOf(error) === 'NOT_FOUND'),
  });
  const isLoaded = data !== undefined;
  // Following begins with catching up, so that nothing is missed between the two.
  useEffect(() => (isLoaded ? followTasks(noteId) : undefined), [noteId, isLoaded]);
  return data ?? noTasks;
};

/** Ticks or assigns an action item; shown at once, taken back if it fails. A repeat changes nothing, so it outlasts a short outage. */
export const useSetTask = (noteId: ChannelId) =>
  useMutation({
    mutationFn: ({ seq, task }: TaskChange) => emit('task:set', { channelId: noteId, seq, task }),
    scope: { id: `tasks ${noteId}` },
    retry: (failures, error) => failures < maxRetries && isTemporary(error),
    onMutate: (wish) => change(noteId, (states) => withWish(states, wish)),
    onSuccess: ({ annotation }) => {
      if (annotation) change(noteId, (states) => withTasks(states, [annotation]));
    },
    onSettled: (_reply, _error, wish) => change(noteId, (states) => withoutWish(states, wish)),
  });
