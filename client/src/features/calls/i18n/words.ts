import { addWords } from '@/shared/i18n/lazy-words';
import { calls as en } from './en';
import { calls as ko } from './ko';

declare module '@/shared/i18n/lazy-words' {
  interface LazyWords {
    calls: typeof ko;
  }
}

addWords('calls', { ko, en });
