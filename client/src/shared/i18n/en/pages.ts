import type { EnglishWords } from '../ko.js';

export const pages: EnglishWords['pages'] = {
  notFound: 'Page not found',
  notFoundText: 'Please check the address.',
  crashed: 'Something went wrong',
  crashedText: 'What you were writing is safe. Reload to go on.',
  reload: 'Reload',
  home: 'Home',
};
