import type { EnglishWords } from '../ko.js';

export const channelSettings: EnglishWords['channelSettings'] = {
  of: '{{name}} settings',
  sections: { overview: 'Overview', permissions: 'Permissions' },
  permissions: {
    follows: 'Synced with the category {{category}}.',
    apart: 'Not synced with the category {{category}}.',
    goApart: 'Customize',
    follow: 'Sync now',
    followTitle: 'Sync with the category {{category}}?',
    followText: 'This channel’s own permissions will be lost.',
    synced: 'Synced with its category.',
    privateText: 'Only the selected roles and members, and administrators, can see it.',
    who: 'Roles and members',
    everybody: 'All members',
    add: 'Add',
    addTitle: 'Add a role or member',
    states: { deny: 'Deny', inherit: 'Default', allow: 'Allow' },
    inheritedYes: 'Default: allowed',
    inheritedNo: 'Default: not allowed',
    whySynced: 'Can’t be changed while the channel is synced with its category.',
    whyRank: 'It ranks as high as you or higher, so you can’t change it.',
    whyOwn: 'You don’t have this permission, so you can’t change it.',
    whySelf: 'You’d lose access yourself. Add your own role first.',
  },
  saved: 'Saved.',
  slowMode: 'Slow mode',
  slowModeOff: 'Off',
  slowModeHint:
    'Members wait this long between messages. Members who can manage messages don’t have to wait.',
  people: '{{count}} people',
  people_one: '{{count}} person',
};
