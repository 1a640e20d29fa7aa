import type { Permission } from '@maru/contracts/permissions';

/** The permissions grouped for display, the most dangerous one last. */
export const permissionGroups = [
  {
    id: 'server',
    permissions: [
      'viewChannel',
      'createInvite',
      'manageChannels',
      'manageRoles',
      'manageServer',
      'viewAuditLog',
    ],
  },
  {
    id: 'people',
    permissions: ['changeNickname', 'manageNicknames', 'timeOutMembers', 'kickMembers', 'banMembers'],
  },
  {
    id: 'text',
    permissions: ['sendMessages', 'attachFiles', 'addReactions', 'mentionEveryone', 'manageMessages'],
  },
  { id: 'voice', permissions: ['connect', 'speak', 'useVideo', 'muteMembers', 'moveMembers'] },
  { id: 'together', permissions: ['manageEvents', 'manageNotes'] },
  { id: 'advanced', permissions: ['administrator'] },
] as const satisfies { id: string; permissions: Permission[] }[];
