import { addWords } from '@/shared/i18n/lazy-words';
import { terms as en } from './en';
import { terms as ko } from './ko';

declare module '@/shared/i18n/lazy-words' {
  interface LazyWords {
    terms: typeof ko;
  }
}

addWords('terms', { ko, en });
