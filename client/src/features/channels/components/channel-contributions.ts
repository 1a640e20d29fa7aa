import type { Channel } from '@maru/contracts/http/chat/channels';
import { createContext, type ComponentType } from 'react';
import type { MenuItem } from '@/shared/ui/menu';

/** Contributions of other features to the list of channels. `app/` provides them. */
export interface ChannelContributions {
  /** Channels with people in their call: they stay visible while their category is folded. */
  busy: ReadonlySet<string>;
  /** Called when the viewer opens a channel from the list, right before its page opens. */
  onOpen: (channel: Channel) => void;
  /** Items of a channel's menu that every viewer gets. */
  itemsOf: (channel: Channel) => MenuItem[];
  /** Rendered at the end of a channel's row, inside the link. */
  RowEnd: ComponentType<{ channel: Channel }>;
  /** Rendered as list items below a channel's row. */
  BelowRow: ComponentType<{ channel: Channel }>;
}

export const ChannelContributionsContext = createContext<ChannelContributions>({
  busy: new Set(),
  onOpen: () => undefined,
  itemsOf: () => [],
  RowEnd: () => null,
  BelowRow: () => null,
});
