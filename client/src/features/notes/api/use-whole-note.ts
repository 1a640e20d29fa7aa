import type { ChannelId } from '@maru/contracts/primitives';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { dropWhole, loadWhole, useTimeline } from '@/entities/channel/api/timelines';
import { useArrival } from '@/entities/channel/components/use-arrival';
import { useMe } from '@/shared/api/session-store';

/** Notes have no unread lines. */
export const noteConversation = { hasUnread: false };

/** All lines of a note, kept fresh; `messages` is undefined until the last page is there. */
export const useWholeNote = (noteId: ChannelId) => {
  const { userId } = useMe();
  const opening = useTimeline(noteId, undefined, noteConversation);
  useArrival(noteId, userId, noteConversation);
  const rest = useQuery({
    queryKey: ['whole-note', noteId],
    queryFn: async () => {
      await loadWhole(noteId);
      return true;
    },
    enabled: opening.timeline !== undefined,
    gcTime: 0,
  });
  useEffect(() => () => dropWhole(noteId), [noteId]);
  return {
    messages: rest.isSuccess ? opening.timeline?.messages : undefined,
    error: opening.error ?? rest.error,
    retry: () => (opening.error ? opening.retry() : void rest.refetch()),
  };
};
