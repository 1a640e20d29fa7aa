import { z } from 'zod';

/** What a person may do in a server or channel, as bits. Values never change; new ones are appended. */
export const permissionBits = {
  viewChannel: 1 << 0,
  sendMessages: 1 << 1,
  manageMessages: 1 << 2,
  manageChannels: 1 << 3,
  manageServer: 1 << 4,
  createInvite: 1 << 5,
} as const;

export type Permission = keyof typeof permissionBits;

/** A set of permissions as one integer of at most 31 bits, so that JavaScript's bit operators are exact. */
export const permissionSet = z.number().int().nonnegative();
export type PermissionSet = number;

const setOf = (...permissions: Permission[]): PermissionSet =>
  permissions.reduce((set, permission) => set | permissionBits[permission], 0);

const everything = Object.values(permissionBits).reduce((set, bit) => set | bit, 0);
const ordinaryMember = setOf('viewChannel', 'sendMessages', 'createInvite');

/** The one rule of who may do what; chat, socket and client all ask it. */
export const resolvePermissions = (person: { isMember: boolean; isOwner: boolean }): PermissionSet => {
  if (!person.isMember) return 0;
  return person.isOwner ? everything : ordinaryMember;
};

export const can = (set: PermissionSet, permission: Permission): boolean =>
  (set & permissionBits[permission]) !== 0;
