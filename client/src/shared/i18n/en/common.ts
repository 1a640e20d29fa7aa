import type { EnglishWords } from '../ko.js';

export const common: EnglishWords['common'] = {
  appName: 'Maru',
  cancel: 'Cancel',
  close: 'Close',
  save: 'Save',
  retry: 'Try again',
  delete: 'Delete',
  edit: 'Edit',
  copy: 'Copy',
  copied: 'Copied',
  copyFailed: 'Couldn’t copy. Select the text and copy it yourself.',
  loading: 'Loading',
  couldNotLoad: 'Couldn’t load this',
  showPassword: 'Show password',
  hidePassword: 'Hide password',
  removeChip: 'Remove {{text}}',
  loadMore: 'Load more',
  back: 'Back',
  settings: 'Settings',
  unsaved: {
    text: 'You have unsaved changes',
    refused: 'Save or discard your changes before you leave',
    reset: 'Discard',
    save: 'Save changes',
  },
  someone: 'Deleted user',
};
