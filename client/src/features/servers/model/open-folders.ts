import { z } from 'zod';
import { personalStorage } from '@/shared/api/personal-storage';
import { createPersonal } from '@/shared/api/session-store';

const key = 'open-folders';
const stored = z.array(z.string());

const read = (): ReadonlySet<string> => {
  try {
    return new Set(stored.parse(JSON.parse(personalStorage.get(key) ?? '[]')));
  } catch {
    return new Set();
  }
};

/** `open` is undefined until the person opens or closes a folder. */
const useChanges = createPersonal<{ open: ReadonlySet<string> | undefined }>(() => ({ open: undefined }));

const openNow = (): ReadonlySet<string> => useChanges.getState().open ?? read();

/** Returns whether a folder of the rail is open, also at the next visit. */
export const useIsFolderOpen = (folderId: string): boolean =>
  useChanges(({ open }) => (open ?? read()).has(folderId));

export const toggleFolder = (folderId: string): void => {
  const open = new Set(openNow());
  if (!open.delete(folderId)) open.add(folderId);
  personalStorage.set(key, JSON.stringify([...open]));
  useChanges.setState({ open });
};
