import type { Message, NoteCard } from '@maru/contracts/socket/messages';
import { createContext, type ComponentType } from 'react';
import type { MenuItem } from '@/shared/ui/menu';

/** Contributions of features to every message, also to lines of notes. `app/` provides them. */
export interface MessageContributions {
  /** Further entries of a message's menu. */
  actionsOf: (message: Message) => MenuItem[];
  /** Rendered below a sent text for the links in it. Must not change its height while it loads. */
  LinkCards: ComponentType<{ text: string }>;
  /** Rendered below the message that a meeting note has ended; without a card for readers who may not see the note. */
  NoteCard: ComponentType<{ card: NoteCard | undefined }>;
}

export const MessageContributionsContext = createContext<MessageContributions>({
  actionsOf: () => [],
  LinkCards: () => null,
  NoteCard: () => null,
});
