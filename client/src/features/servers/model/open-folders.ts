import { z } from 'zod';
import { create } from 'zustand';
import { storage } from '@/shared/lib/storage';

const key = 'open-folders';
const stored = z.array(z.string());

const initial = (): ReadonlySet<string> => {
  try {
    return new Set(stored.parse(JSON.parse(storage.get(key) ?? '[]')));
  } catch {
    return new Set();
  }
};

/** Which folders of the rail are open, also at the next visit. */
export const useOpenFolders = create<{ open: ReadonlySet<string> }>(() => ({ open: initial() }));

export const toggleFolder = (folderId: string): void => {
  const open = new Set(useOpenFolders.getState().open);
  if (!open.delete(folderId)) open.add(folderId);
  storage.set(key, JSON.stringify([...open]));
  useOpenFolders.setState({ open });
};
