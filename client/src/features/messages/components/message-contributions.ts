import type { Message } from '@maru/contracts/socket/messages';
import { createContext, type ComponentType } from 'react';
import type { MenuItem } from '@/shared/ui/menu';

/** Contributions of other features to every message. `app/` provides them. */
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
