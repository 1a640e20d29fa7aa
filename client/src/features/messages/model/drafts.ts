import { createPersonal } from '@/shared/api/session-store';
import { storage } from '@/shared/lib/storage';

const key = (channelId: string) => `draft.${channelId}`;

const useDrafts = createPersonal<Record<string, string>>(() => ({}));

const read = (channelId: string): string =>
  useDrafts.getState()[channelId] ?? storage.get(key(channelId)) ?? '';

/** What was typed and not sent, per channel; survives a reload. */
export const drafts = {
  set(channelId: string, text: string): void {
    useDrafts.setState({ [channelId]: text });
    if (text) storage.set(key(channelId), text);
    else storage.remove(key(channelId));
  },
  /** Below what is being typed, so that nothing is lost. */
  append(channelId: string, text: string): void {
    const typed = read(channelId).trimEnd();
    drafts.set(channelId, typed ? `${typed}\n${text}` : text);
  },
};

export const useDraft = (channelId: string): string =>
  useDrafts((all) => all[channelId] ?? storage.get(key(channelId)) ?? '');
