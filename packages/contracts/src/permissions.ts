import { z } from 'zod';

/** The permissions of a member in a server or channel, as bits. Values never change; new ones are appended. */
export const permissionBits = {
  viewChannel: 1 << 0,
  sendMessages: 1 << 1,
  manageMessages: 1 << 2,
  manageChannels: 1 << 3,
  manageServer: 1 << 4,
  createInvite: 1 << 5,
  attachFiles: 1 << 6,
  addReactions: 1 << 7,
  mentionEveryone: 1 << 8,
  manageRoles: 1 << 9,
  manageEvents: 1 << 10,
  manageNotes: 1 << 11,
  kickMembers: 1 << 12,
  banMembers: 1 << 13,
  timeOutMembers: 1 << 14,
  connect: 1 << 15,
  speak: 1 << 16,
  useVideo: 1 << 17,
  muteMembers: 1 << 18,
  moveMembers: 1 << 19,
  administrator: 1 << 20,
  viewAuditLog: 1 << 21,
  changeNickname: 1 << 22,
  manageNicknames: 1 << 23,
} as const;

export type Permission = keyof typeof permissionBits;

// Object.keys loses the literal types that the object above has.
export const permissions = Object.keys(permissionBits) as Permission[];

export const setOf = (...some: readonly Permission[]): PermissionSet =>
  some.reduce((set, permission) => set | permissionBits[permission], 0);

/** Every permission, as owners and administrators have it. */
export const everything = setOf(...permissions);

/** A set of permissions as one integer of at most 31 bits, so that JavaScript's bit operators are exact. */
export const permissionSet = z.number().int().min(0).max(everything);
export type PermissionSet = number;

/** Permissions that a channel or category can allow or deny; the others hold for the whole server. */
export const channelPermissions = [
  'viewChannel',
  'manageChannels',
  'sendMessages',
  'attachFiles',
  'addReactions',
  'mentionEveryone',
  'manageMessages',
  'connect',
  'speak',
  'useVideo',
  'muteMembers',
  'moveMembers',
  'manageNotes',
] as const satisfies Permission[];

/** The permissions of @everyone in a new server. */
export const ordinaryPermissions = setOf(
  'viewChannel',
  'sendMessages',
  'attachFiles',
  'addReactions',
  'createInvite',
  'connect',
  'speak',
  'useVideo',
  'changeNickname',
);

export const can = (set: PermissionSet, permission: Permission): boolean =>
  (set & permissionBits[permission]) !== 0;

/** Any one of these makes a member a moderator, for whom reports are. */
export const moderatingPermissions = [
  'manageMessages',
  'kickMembers',
  'banMembers',
  'timeOutMembers',
] as const satisfies Permission[];
const moderating = setOf(...moderatingPermissions);

/** True for a set that has any of `moderatingPermissions`. */
export const moderates = (set: PermissionSet): boolean => (set & moderating) !== 0;
