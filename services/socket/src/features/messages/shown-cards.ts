import type { HistoryPage } from '@maru/contracts/socket/messages';
import type { AccessCache } from '../access/access-cache.js';

/** Returns the page without the cards of notes that the reader may not see: rules may have changed since a card was posted. */
export const withShownCards = async (
  page: HistoryPage,
  { userId, access }: { userId: string; access: Pick<AccessCache, 'findConversation'> },
): Promise<HistoryPage> => {
  const voiceIds = new Set(page.messages.flatMap(({ noteCard }) => noteCard?.voiceChannelId ?? []));
  const found = await Promise.all([...voiceIds].map((voiceId) => access.findConversation(userId, voiceId)));
  const seen = new Set(found.map((conversation) => conversation?.channelId));
  const messages = page.messages.map(({ noteCard, ...message }) =>
    noteCard && seen.has(noteCard.voiceChannelId) ? { ...message, noteCard } : message,
  );
  return { ...page, messages };
};
