import { lazy, useMemo, type ComponentProps, type ReactNode } from 'react';
import { MessageContributionsContext } from '@/entities/channel/components/message-contributions';
import { InviteCards } from '@/features/invites/components/invite-cards';
import { useMessageActions } from '@/features/moderation/components/use-message-actions';
import { LazyPart } from '@/shared/ui/lazy-part';

const LazyNoteCard = lazy(async () => {
  const { NoteCard: component } = await import('@/features/notes/components/note-card');
  return { default: component };
});

/** As tall while it loads, so that the conversation does not move. */
const NoteCard = (props: ComponentProps<typeof LazyNoteCard>) => (
  <LazyPart placeholder={<div style={{ height: 64 }} />}>
    <LazyNoteCard {...props} />
  </LazyPart>
);

/** Provides the features' contributions to the messages of a conversation. */
export const MessageContributions = ({ children }: { children: ReactNode }) => {
  const actionsOf = useMessageActions();
  const contributions = useMemo(() => ({ actionsOf, LinkCards: InviteCards, NoteCard }), [actionsOf]);
  return <MessageContributionsContext value={contributions}>{children}</MessageContributionsContext>;
};
