import { onOtherTab, personalStorage } from '@/shared/api/personal-storage';
import { createPersonal } from '@/shared/api/session-store';

const prefix = 'draft.';

/** Drafts changed since the page loaded, by channel; older ones are read from storage. */
const useChanges = createPersonal<Record<string, string>>(() => ({}));

onOtherTab((key, value) => {
  if (key.startsWith(prefix)) useChanges.setState({ [key.slice(prefix.length)]: value ?? '' });
});

const read = (changes: Record<string, string>, channelId: string): string =>
  changes[channelId] ?? personalStorage.get(prefix + channelId) ?? '';

/** Unsent text of the signed-in person. Survives a reload, and follows other tabs. */
export const drafts = {
  set(channelId: string, text: string): void {
    useChanges.setState({ [channelId]: text });
    if (text) personalStorage.set(prefix + channelId, text);
    else personalStorage.remove(prefix + channelId);
  },
  /** Adds text below the draft. */
  append(channelId: string, text: string): void {
    const typed = read(useChanges.getState(), channelId).trimEnd();
    drafts.set(channelId, typed ? `${typed}\n${text}` : text);
  },
};

export const useDraft = (channelId: string): string => useChanges((changes) => read(changes, channelId));

/** Returns whether the channel has an unsent draft. */
export const useHasDraft = (channelId: string): boolean =>
  useChanges((changes) => read(changes, channelId).trim() !== '');
