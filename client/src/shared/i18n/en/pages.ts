import type { EnglishWords } from '../ko.js';

export const pages: EnglishWords['pages'] = {
  notFound: 'Page not found',
  notFoundText: 'There’s nothing at this address. It may have been mistyped.',
  crashed: 'Something went wrong',
  crashedText: 'Anything you were writing is safe. Reload to continue.',
  reload: 'Reload',
  home: 'Go to the home page',
};
