import { create } from 'zustand';
import { storage } from '@/shared/lib/storage';

const key = (categoryId: string) => `folded.${categoryId}`;

const useChanges = create<Record<string, boolean>>(() => ({}));

/** Whether a category is folded, also after a reload. */
export const useIsFolded = (categoryId: string): boolean =>
  useChanges((changes) => changes[categoryId]) ?? storage.get(key(categoryId)) === '1';

export const isFolded = (categoryId: string): boolean =>
  useChanges.getState()[categoryId] ?? storage.get(key(categoryId)) === '1';

/** Folds or unfolds these categories. */
export const setFolded = (categoryIds: readonly string[], folded: boolean): void => {
  for (const categoryId of categoryIds) storage.set(key(categoryId), folded ? '1' : '0');
  useChanges.setState(Object.fromEntries(categoryIds.map((categoryId) => [categoryId, folded])));
};
