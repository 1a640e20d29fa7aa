import type { Words } from '../ko.js';

export const members: Words['members'] = {
  title: 'Members',
  count: '{{count}} members',
  show: 'Show members',
  hide: 'Hide members',
  owner: 'Owner',
  you: 'You',
  loadMore: 'Show more',
};
