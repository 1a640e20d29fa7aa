import { addWords } from '@/shared/i18n/lazy-words';
import { occupants as en } from './occupants-en';
import { occupants as ko } from './occupants-ko';

declare module '@/shared/i18n/lazy-words' {
  interface LazyWords {
    occupants: typeof ko;
  }
}

addWords('occupants', { ko, en });
