import { addWords } from '@/shared/i18n/lazy-words';
import { subscription as en } from './en-subscription';
import { subscription as ko } from './ko-subscription';

declare module '@/shared/i18n/lazy-words' {
  interface LazyWords {
    subscription: typeof ko;
  }
}

addWords('subscription', { ko, en });
