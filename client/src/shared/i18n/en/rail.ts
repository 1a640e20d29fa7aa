import type { EnglishWords } from '../ko.js';

export const rail: EnglishWords['rail'] = {
  unread: '{{name}}, unread messages',
  folder: 'Folder {{name}}',
  folderUnread: 'Folder {{name}}, unread messages',
  aFolder: 'Folder',
  moveUp: 'Move up',
  moveDown: 'Move down',
  wrap: 'Move to a new folder',
  takeOut: 'Move out of folder',
  editFolder: 'Name and color',
  dissolve: 'Ungroup folder',
  folderText: 'Only you can see this. Without a name, it shows the names of its servers.',
  folderName: 'Folder name',
  folderPlaceholder: 'e.g. Study groups',
  folderInvalid: 'Use up to 32 characters.',
  folderAccent: 'Folder color',
  howToMove:
    'To move an item, press Space, choose a place with the arrow keys, and press Space again. Press Escape to cancel.',
  picked: '{{name}} picked up.',
  overBefore: '{{name}}: above {{target}}.',
  overOnto: '{{name}}: into {{target}}.',
  overInside: '{{name}}: in the folder.',
  overEnd: '{{name}}: at the end.',
  dropped: '{{name}} dropped.',
  cancelled: '{{name}} is back in its place.',
};
