import type { ChannelId } from '@maru/contracts/primitives';
import type { ClientEventAck } from '@maru/contracts/socket/events';
import { noteIdFrom, type MeetingNote } from '@maru/contracts/socket/notes';
import { useInfiniteQuery, useMutation, useQuery, type InfiniteData } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { ulid } from 'ulid';
import { isTemporary } from '@/shared/api/api-error';
import { queryClient } from '@/shared/api/query-client';
import { emit, onConnected, onPush, whenConnected } from '@/shared/api/realtime';
import { newerNote, withNote, withoutNote } from '../model/note-pages';

type NotePage = ClientEventAck<'note:list'>;
type NotePages = InfiniteData<NotePage, string | undefined>;

const keys = {
  all: ['meeting-notes'] as const,
  lists: (channelId: string) => [...keys.all, 'list', channelId] as const,
  list: (channelId: string, search: string) => [...keys.lists(channelId), search] as const,
  note: (noteId: string) => [...keys.all, 'note', noteId] as const,
};

const eachList = (channelId: string, next: (pages: NotePage[], search: string) => NotePage[]): void => {
  for (const [key] of queryClient.getQueriesData<NotePages>({ queryKey: keys.lists(channelId) }))
    queryClient.setQueryData<NotePages>(
      key,
      (data) => data && { ...data, pages: next(data.pages, String(key.at(-1))) },
    );
};

/** Writes a note into the cache; an older copy changes nothing. */
export const writeNote = (note: MeetingNote): void => {
  queryClient.setQueryData<MeetingNote>(keys.note(note.noteId), (known) => known && newerNote(known, note));
  eachList(note.channelId, (pages, search) => withNote(pages, note, search));
};

const dropNote = ({ channelId, noteId }: { channelId: string; noteId: string }): void => {
  eachList(channelId, (pages) => withoutNote(pages, noteId));
  void queryClient.resetQueries({ queryKey: keys.note(noteId) });
};

/** Keeps the cached notes fresh while a component shows some of them. */
export const useNoteUpdates = (): void => {
  useEffect(() => {
    let isFirst = true;
    const stops = [
      onPush('note:changed', ({ note }) => writeNote(note)),
      onPush('note:deleted', dropNote),
      onConnected(() => {
        // The queries that are shown load by themselves.
        if (!isFirst) void queryClient.invalidateQueries({ queryKey: keys.all });
        isFirst = false;
      }),
    ];
    return () => stops.forEach((stop) => stop());
  }, []);
};

/** The notes of a voice channel, the newest first, and the one that runs. */
export const useNoteList = (channelId: ChannelId, search = '') => {
  useNoteUpdates();
  const query = useInfiniteQuery({
    queryKey: keys.list(channelId, search),
    queryFn: async ({ pageParam }) => {
      await whenConnected();
      return emit('note:list', { channelId, search, cursor: pageParam });
    },
    // The contract's cursor of the first page is undefined, which alone would narrow the type.
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }: NotePage) => nextCursor ?? undefined,
    // Pushes reach the cache only while a component shows it.
    refetchOnMount: 'always',
  });
  return {
    ...query,
    notes: query.data?.pages.flatMap(({ notes }) => notes),
    running: query.data?.pages[0]?.running,
  };
};

/** The running note of a channel: null if there is none, undefined until that is known. */
export const useRunningNote = (channelId: ChannelId): MeetingNote | null | undefined =>
  useNoteList(channelId).running;

interface NoteRef {
  channelId: ChannelId;
  noteId: ChannelId;
}

export const useNote = ({ channelId, noteId }: NoteRef) => {
  useNoteUpdates();
  return useQuery({
    queryKey: keys.note(noteId),
    queryFn: async () => {
      await whenConnected();
      return (await emit('note:get', { channelId, noteId })).note;
    },
    refetchOnMount: 'always',
    retry: (failures, error) => failures < 2 && isTemporary(error),
  });
};

/** Starts a note; a repeat after a lost answer starts the same one. */
export const useStartNote = (channelId: ChannelId) => {
  const [noteId, setNoteId] = useState(() => noteIdFrom(ulid()));
  return useMutation({
    mutationFn: async (topic: string) => (await emit('note:start', { channelId, noteId, topic })).note,
    meta: { handledErrors: 'all' },
    onSuccess: (note) => {
      writeNote(note);
      setNoteId(noteIdFrom(ulid()));
    },
  });
};

export const useEndNote = ({ channelId, noteId }: NoteRef) =>
  useMutation({
    mutationFn: async () => (await emit('note:end', { channelId, noteId })).note,
    onSuccess: writeNote,
  });

export const useRenameNote = ({ channelId, noteId }: NoteRef) =>
  useMutation({
    mutationFn: async (topic: string) => (await emit('note:rename', { channelId, noteId, topic })).note,
    meta: { handledErrors: 'all' },
    onSuccess: writeNote,
  });

/** `onDeleted` is called even though the deleted note's components are gone by then. */
export const useDeleteNote = (ref: NoteRef, onDeleted: () => void) =>
  useMutation({
    mutationFn: () => emit('note:delete', { channelId: ref.channelId, noteId: ref.noteId }),
    onSuccess: () => {
      onDeleted();
      dropNote(ref);
    },
  });
