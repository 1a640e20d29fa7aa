import { addWords } from '@/shared/i18n/lazy-words';
import { notes as en } from './en';
import { notes as ko } from './ko';

declare module '@/shared/i18n/lazy-words' {
  interface LazyWords {
    notes: typeof ko;
  }
}

addWords('notes', { ko, en });
