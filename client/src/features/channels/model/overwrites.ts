import type { ChannelType } from '@maru/contracts/channel-type';
import type { Category, Channel } from '@maru/contracts/http/chat/channels';
import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import {
  asChannel,
  isAboveRole,
  outranks,
  overwritesOf,
  resolvePermissions,
  type ChannelRules,
  type MemberRules,
  type Overwrite,
} from '@maru/contracts/permission-rules';
import {
  can,
  channelPermissions,
  permissionBits,
  setOf,
  type Permission,
  type PermissionSet,
} from '@maru/contracts/permissions';
import { userId } from '@maru/contracts/primitives';
import { rulesOf } from '@/entities/server/model/permissions';
import type { Target } from './targets';

/** A channel or a category: both hold overwrites. */
export type Place = { kind: 'channel'; channel: Channel } | { kind: 'category'; category: Category };

export const states = ['deny', 'inherit', 'allow'] as const;
/** The state of one permission in an overwrite; `inherit`: not decided here. */
export type State = (typeof states)[number];

export const rulesOfPlace = (place: Place): ChannelRules =>
  place.kind === 'channel' ? place.channel : asChannel(place.category);

/** The overwrites in force: a synced channel uses its category's. */
export const overwritesIn = (detail: ServerDetail, place: Place): readonly Overwrite[] =>
  overwritesOf(rulesOf(detail), rulesOfPlace(place));

type ChannelPermission = (typeof channelPermissions)[number];

const onlyInVoice: readonly Permission[] = [
  'connect',
  'speak',
  'useVideo',
  'muteMembers',
  'moveMembers',
  'manageNotes',
];

/** The permissions that mean something in a channel of this type; all in a category (`undefined`), and in voice channels, which have a chat. */
export const permissionsOfType = (type: ChannelType | undefined): ChannelPermission[] => {
  if (!type || type === 'voice') return [...channelPermissions];
  return channelPermissions.filter((permission) => !onlyInVoice.includes(permission));
};

export const stateOf = (
  { allow, deny }: Pick<Overwrite, 'allow' | 'deny'>,
  permission: Permission,
): State => {
  if (can(allow, permission)) return 'allow';
  return can(deny, permission) ? 'deny' : 'inherit';
};

export const withState = (overwrite: Overwrite, permission: Permission, state: State): Overwrite => {
  const bit = permissionBits[permission];
  return {
    ...overwrite,
    allow: state === 'allow' ? overwrite.allow | bit : overwrite.allow & ~bit,
    deny: state === 'deny' ? overwrite.deny | bit : overwrite.deny & ~bit,
  };
};

export const emptyFor = ({ targetType, targetId }: Target): Overwrite => ({
  targetType,
  targetId,
  allow: 0,
  deny: 0,
});

export const isSame = (a: Overwrite, b: Overwrite): boolean => a.allow === b.allow && a.deny === b.deny;

/** `overwrites` with `next` in the place of what there was for its target. */
export const replaceIn = (overwrites: readonly Overwrite[], next: Overwrite): Overwrite[] => {
  const isKnown = overwrites.some((each) => each.targetId === next.targetId);
  return isKnown
    ? overwrites.map((each) => (each.targetId === next.targetId ? next : each))
    : [...overwrites, next];
};

const nobody = userId.parse('00000000-0000-4000-8000-000000000000');

/** A fictitious member who holds this role and no other. */
export const bearerOf = (detail: ServerDetail, roleId: string): MemberRules => ({
  userId: nobody,
  roleIds: detail.roles
    .map((role) => role.roleId)
    .filter((id) => id === roleId && roleId !== detail.server.serverId),
  joinedAt: detail.server.createdAt,
  timedOutUntil: null,
  isMuted: false,
  isDeafened: false,
});

/** The permissions of a member in a place under these overwrites. */
export const permissionsWith = (
  detail: ServerDetail,
  place: Place,
  { overwrites, member }: { overwrites: readonly Overwrite[]; member: MemberRules },
): PermissionSet =>
  resolvePermissions({
    rules: { ...rulesOf(detail), verification: 'none', isRaidModeOn: false },
    member,
    channel: { ...rulesOfPlace(place), isSynced: false, overwrites: [...overwrites] },
  });

/** Returns whether a target would have the permission if this overwrite left it undecided. */
export const inheritedFor = (
  detail: ServerDetail,
  place: Place,
  {
    overwrites,
    overwrite,
    member,
    permission,
  }: {
    overwrites: readonly Overwrite[];
    overwrite: Overwrite;
    member: MemberRules;
    permission: Permission;
  },
): boolean => {
  const without = replaceIn(overwrites, withState(overwrite, permission, 'inherit'));
  return can(permissionsWith(detail, place, { overwrites: without, member }), permission);
};

/** Returns whether the viewer outranks a target, and so may change its overwrite. */
export const mayDecideFor = (
  detail: ServerDetail,
  target: Target,
  member: MemberRules | undefined,
): boolean => {
  const rules = rulesOf(detail);
  if (target.targetType === 'member') return member !== undefined && outranks(rules, detail.me, member);
  const role = detail.roles.find(({ roleId }) => roleId === target.targetId);
  return role !== undefined && isAboveRole(rules, detail.me, role);
};

/** Returns the overwrite of @everyone that makes the place private, or public again. */
export const withPrivacy = (
  detail: ServerDetail,
  overwrites: readonly Overwrite[],
  isPrivate: boolean,
): Overwrite => {
  const { serverId } = detail.server;
  const everybody =
    overwrites.find(({ targetId }) => targetId === serverId) ??
    emptyFor({ targetType: 'role', targetId: serverId });
  if (isPrivate) return withState(everybody, 'viewChannel', 'deny');
  const given = detail.roles.find(({ roleId }) => roleId === (serverId as string))?.permissions ?? 0;
  return withState(everybody, 'viewChannel', can(given, 'viewChannel') ? 'inherit' : 'allow');
};

/** Returns whether the viewer would still see and manage the place under these overwrites. */
export const wouldKeepAccess = (
  detail: ServerDetail,
  place: Place,
  overwrites: readonly Overwrite[],
): boolean => {
  const needed = setOf('viewChannel', 'manageRoles');
  return (permissionsWith(detail, place, { overwrites, member: detail.me }) & needed) === needed;
};
