import { addWords } from '@/shared/i18n/lazy-words';
import { membership as en } from './en';
import { membership as ko } from './ko';
import './subscription-words';

declare module '@/shared/i18n/lazy-words' {
  interface LazyWords {
    membership: typeof ko;
  }
}

addWords('membership', { ko, en });
