import i18next from 'i18next';
import './i18n.js';
import type { WithSingulars } from './ko.js';

/**
 * The texts of features that load on demand, so that they are not in the first load. Each feature adds its own to this interface by
 * declaration merging, and registers them when its chunk loads.
 */
// A type alias could not be merged with.
// eslint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface
export interface LazyWords {}

/** Registers the texts of a feature. Called while its chunk loads, so its components never render without them. */
export const addWords = <K extends keyof LazyWords>(
  feature: K,
  words: { ko: LazyWords[K]; en: WithSingulars<LazyWords[K]> },
): void => {
  for (const locale of ['ko', 'en'] as const)
    i18next.addResourceBundle(locale, 'translation', { [feature]: words[locale] }, true, true);
};
