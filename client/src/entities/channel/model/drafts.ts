import { onOtherTab, personalStorage } from '@/shared/api/personal-storage';
import { createPersonal } from '@/shared/api/session-store';

const prefix = 'draft.';

/** What was changed on this page, by channel; what an earlier visit left lies in the storage. */
const useChanges = createPersonal<Record<string, string>>(() => ({}));

onOtherTab((key, value) => {
  if (key.startsWith(prefix)) useChanges.setState({ [key.slice(prefix.length)]: value ?? '' });
});

const read = (changes: Record<string, string>, channelId: string): string =>
  changes[channelId] ?? personalStorage.get(prefix + channelId) ?? '';

/** What the signed-in person has typed and not sent. Survives a reload, and follows what other tabs type and send. */
export const drafts = {
  set(channelId: string, text: string): void {
    useChanges.setState({ [channelId]: text });
    if (text) personalStorage.set(prefix + channelId, text);
    else personalStorage.remove(prefix + channelId);
  },
  /** Below what is being typed, so that nothing is lost. */
  append(channelId: string, text: string): void {
    const typed = read(useChanges.getState(), channelId).trimEnd();
    drafts.set(channelId, typed ? `${typed}\n${text}` : text);
  },
};

export const useDraft = (channelId: string): string => useChanges((changes) => read(changes, channelId));

/** Whether something that was typed there waits to be sent. */
export const useHasDraft = (channelId: string): boolean =>
  useChanges((changes) => read(changes, channelId).trim() !== '');
