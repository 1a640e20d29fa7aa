import { personalStorage } from '@/shared/api/personal-storage';
import { createPersonal } from '@/shared/api/session-store';

const key = (categoryId: string) => `folded.${categoryId}`;

const useChanges = createPersonal<Record<string, boolean>>(() => ({}));

/** Returns whether a category is folded, also after a reload. */
export const useIsFolded = (categoryId: string): boolean =>
  useChanges((changes) => changes[categoryId]) ?? personalStorage.get(key(categoryId)) === '1';

export const isFolded = (categoryId: string): boolean =>
  useChanges.getState()[categoryId] ?? personalStorage.get(key(categoryId)) === '1';

/** Folds or unfolds these categories. */
export const setFolded = (categoryIds: readonly string[], folded: boolean): void => {
  for (const categoryId of categoryIds) personalStorage.set(key(categoryId), folded ? '1' : '0');
  useChanges.setState(Object.fromEntries(categoryIds.map((categoryId) => [categoryId, folded])));
};
