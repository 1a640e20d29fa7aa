import type { Message } from '@maru/contracts/socket/messages';
import { createContext, type ComponentType } from 'react';
import type { MenuItem } from '@/shared/ui/menu';

/** What other features add to messages. `app/` provides it. */
export interface MessageContributions {
  /** Further entries of a message's menu. */
  actionsOf: (message: Message) => MenuItem[];
  /** Rendered below a sent text for the links in it. Must not change its height while it loads. */
  LinkCards: ComponentType<{ text: string }>;
}

export const MessageContributionsContext = createContext<MessageContributions>({
  actionsOf: () => [],
  LinkCards: () => null,
});
