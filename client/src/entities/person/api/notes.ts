import { noteRoutes } from '@maru/contracts/http/user/notes';
import type { UserId } from '@maru/contracts/primitives';
import { useMutation, useQuery } from '@tanstack/react-query';
import { call } from '@/shared/api/http';
import { queryClient } from '@/shared/api/query-client';

const keyOf = (userId: string) => ['notes', userId] as const;

/** The signed-in person's private note about another person. */
export const useNote = (userId: UserId) =>
  useQuery({
    queryKey: keyOf(userId),
    queryFn: async () => (await call(noteRoutes.getNote, { params: { userId } })).text,
    // Another tab may have changed the note.
    staleTime: 0,
  });

export const useSaveNote = (userId: UserId) =>
  useMutation({
    meta: { handledErrors: 'all' },
    mutationFn: (text: string) => call(noteRoutes.putNote, { params: { userId }, body: { text } }),
    onSuccess: ({ text }) => void queryClient.setQueryData(keyOf(userId), text),
    retry: 2,
  });
