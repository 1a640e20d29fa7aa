import type { Words } from '../ko.js';

export const channelSettings: Words['channelSettings'] = {
  of: 'Settings of {{name}}',
  sections: { overview: 'Overview', permissions: 'Permissions' },
  saved: 'Saved.',
  slowMode: 'Slow mode',
  slowModeOff: 'Off',
  slowModeHint:
    'After a message everybody waits this long before the next one. Who manages messages does not.',
  userLimit: 'How many may join',
  userLimitHint: 'When it is full, nobody else can come in.',
  noLimit: 'No limit',
  people: '{{count}} people',
};
