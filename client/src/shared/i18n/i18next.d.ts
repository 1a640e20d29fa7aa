import 'i18next';
import type { Words } from './ko.js';
import type { LazyWords } from './lazy-words.js';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: Words & LazyWords };
  }
}
