import type { ChannelId } from '@maru/contracts/primitives';
import type { ConversationHome } from '@maru/contracts/socket/conversations';

/** Homes whose rules list all of their conversations. */
export type ListedHome = Extract<ConversationHome, { scope: 'server' }>;

const keyOf = (home: ListedHome): string => {
  switch (home.scope) {
    case 'server':
      return `server:${home.serverId}`;
  }
};

/** The home of each listed conversation that this node knows, so that an event looks up one conversation and nothing else. */
export class ConversationIndex {
  private readonly homes = new Map<ChannelId, ListedHome>();
  private readonly conversations = new Map<string, ReadonlySet<ChannelId>>();

  get size(): number {
    return this.homes.size;
  }

  find(channelId: ChannelId): ListedHome | undefined {
    return this.homes.get(channelId);
  }

  /** Replaces all conversations of the home. */
  put(home: ListedHome, channelIds: Iterable<ChannelId>): void {
    this.drop(home);
    const ids = new Set(channelIds);
    for (const channelId of ids) this.homes.set(channelId, home);
    this.conversations.set(keyOf(home), ids);
  }

  drop(home: ListedHome): void {
    for (const channelId of this.conversations.get(keyOf(home)) ?? []) this.homes.delete(channelId);
    this.conversations.delete(keyOf(home));
  }
}
