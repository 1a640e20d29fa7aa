import type { EnglishWords } from '../ko.js';

export const connection: EnglishWords['connection'] = {
  connecting: 'Connecting…',
  reconnecting: 'Connection lost. Reconnecting…',
  offline: 'You’re offline. Your messages will be sent when you’re back.',
};
