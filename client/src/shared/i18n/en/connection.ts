import type { EnglishWords } from '../ko.js';

export const connection: EnglishWords['connection'] = {
  connecting: 'Connecting…',
  reconnecting: 'The connection was lost. Reconnecting…',
  offline: 'You are offline. What you write will be sent when you are back.',
};
