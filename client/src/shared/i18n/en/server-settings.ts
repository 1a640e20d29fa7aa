import type { EnglishWords } from '../ko.js';

/** The settings of a server. */
export const serverSettings: EnglishWords['serverSettings'] = {
  of: '{{name}} settings',
  saved: 'Changes saved.',
  groups: { general: 'Server', people: 'People', moderation: 'Moderation' },
  sections: {
    overview: 'Overview',
    roles: 'Roles',
    members: 'Members',
    permissions: 'Check permissions',
    invites: 'Invite links',
    'email-invites': 'Email invites',
    bans: 'Bans',
    reports: 'Reports',
    'content-rules': 'AutoMod',
    safety: 'Safety',
    'audit-log': 'Audit log',
    danger: 'Danger zone',
  },
  overview: {
    icon: 'Server icon',
    iconHint: 'PNG, JPEG, WebP, GIF · up to 8 MB',
    uploadIcon: 'Upload an icon',
    cropIcon: 'Crop the icon',
    description: 'About the server',
    descriptionHint: 'Tell newcomers what this server is about.',
    descriptionCount: '{{count}}/{{max}}',
    systemChannel: 'System messages channel',
    noSystemChannel: 'None',
    systemChannelHint: 'Server news, such as new members, is posted there.',
    preview: 'Invite preview',
  },
  danger: {
    transfer: 'Transfer ownership',
    transferText: 'Make another member the owner. You’ll keep only the permissions your roles give you.',
    transferTo: 'New owner',
    transferAsk: 'Make {{name}} the owner?',
    transferAskText:
      'They’ll have full control, and you can’t undo this. Type the server’s name to continue.',
    transferred: 'The server has a new owner.',
    deleteText: 'All channels, conversations and files will be permanently deleted.',
    deleteHint: 'You’ll be asked to type the server’s name.',
  },
};
