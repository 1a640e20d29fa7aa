import { z } from 'zod';
import { channelType } from './channel-type.js';
import { limits } from './limits.js';
import { can, everything, permissionSet, setOf, type PermissionSet } from './permissions.js';
import { opaque } from './text-fields.js';
import { categoryId, channelId, instant, roleId, serverId, userId, type RoleId } from './primitives.js';

/** What one role or one member may do differently in a channel or category. What is in neither set stays as it is. */
export const overwrite = z.object({
  targetType: z.enum(['role', 'member']),
  /** A role's or a member's id; the server's own id stands for everybody. */
  targetId: opaque({ min: 26, max: 36 }),
  allow: permissionSet,
  deny: permissionSet,
});
export type Overwrite = z.infer<typeof overwrite>;

const ruledRole = z.object({ roleId, position: z.number().int().nonnegative(), permissions: permissionSet });
const ruledCategory = z.object({ categoryId, overwrites: z.array(overwrite) });
const ruledChannel = z.object({
  channelId,
  type: channelType,
  categoryId: categoryId.nullable(),
  /** Whether it follows its category's overwrites instead of its own. */
  isSynced: z.boolean(),
  overwrites: z.array(overwrite),
  /** Seconds between two messages of who manages nothing there. */
  slowModeSeconds: z.number().int().nonnegative(),
});

/**
 * Who may write in a server: everybody (`none`), who has been a member for a while or has a role (`settled`), or only who has a role
 * (`roles`).
 */
export const verification = z.enum(['none', 'settled', 'roles']);
export type Verification = z.infer<typeof verification>;

/** Everything that decides who may do what in one server, but for its members. */
export const serverRules = z.object({
  serverId,
  ownerId: userId,
  verification,
  /** While it is on, verification is `roles`. */
  isRaidModeOn: z.boolean(),
  roles: z.array(ruledRole),
  categories: z.array(ruledCategory),
  channels: z.array(ruledChannel),
});
export type ServerRules = z.infer<typeof serverRules>;
export type ChannelRules = z.infer<typeof ruledChannel>;
export type RoleRules = z.infer<typeof ruledRole>;

/** A category as if it were a channel: the same rules say who may see it and manage it. */
export const asChannel = ({ categoryId: id, overwrites }: z.infer<typeof ruledCategory>): ChannelRules => ({
  channelId: channelId.parse(id),
  type: 'text',
  categoryId: null,
  isSynced: false,
  overwrites,
  slowModeSeconds: 0,
});

/** What of a member decides. */
export const memberRules = z.object({
  userId,
  /** Without the role of everybody. */
  roleIds: z.array(roleId),
  joinedAt: instant,
  /** Until then they may only look. */
  timedOutUntil: instant.nullable(),
  /** May not speak in voice channels, whatever their roles say. */
  isMuted: z.boolean(),
});
export type MemberRules = z.infer<typeof memberRules>;

/** The role that every member has bears the id of its server. */
export const everyoneRoleId = (id: string): RoleId => roleId.parse(id);

/** The question: what may `member` do in the server, or in `channel` of it? */
export interface PermissionQuestion {
  rules: ServerRules;
  /** Undefined for who is no member. */
  member: MemberRules | undefined;
  channel?: ChannelRules;
  /** When; timeouts end by themselves. */
  now?: Date;
}

/** What somebody who is timed out keeps. */
export const whileTimedOut = setOf('viewChannel');
/** What who is not verified yet has to wait for. */
export const needsVerification = setOf('sendMessages', 'addReactions', 'speak', 'useVideo');
/** Mean nothing to who may not write, or not enter. */
export const needsSending = setOf('attachFiles', 'mentionEveryone');
export const needsConnection = setOf('speak', 'useVideo', 'muteMembers', 'moveMembers');

/** The roles that a member has, with everybody's. */
export const rolesOf = (
  { serverId: id, roles }: ServerRules,
  member: Pick<MemberRules, 'roleIds'>,
): RoleRules[] => {
  const held = new Set<string>([id, ...member.roleIds]);
  return roles.filter((role) => held.has(role.roleId));
};

/** The overwrites that hold in a channel: its category's while it is synced with one, otherwise its own. */
export const overwritesOf = ({ categories }: ServerRules, channel: ChannelRules): readonly Overwrite[] => {
  const category = channel.isSynced && categories.find((each) => each.categoryId === channel.categoryId);
  return category ? category.overwrites : channel.overwrites;
};

const union = (overwrites: readonly Overwrite[], side: 'allow' | 'deny'): PermissionSet =>
  overwrites.reduce((set, each) => set | each[side], 0);

/** Denies first, then allows: within one layer allowing wins. */
export const applyOverwrites = (set: PermissionSet, overwrites: readonly Overwrite[]): PermissionSet =>
  (set & ~union(overwrites, 'deny')) | union(overwrites, 'allow');

/**
 * Everybody's overwrite first, then those of the member's roles together, then the member's own: the more particular wins, and among
 * roles allowing wins over denying (as in Discord, https://docs.discord.com/developers/topics/permissions).
 */
export const overwriteLayers = (
  { rules, member }: { rules: ServerRules; member: MemberRules },
  channel: ChannelRules,
): Overwrite[][] => {
  const all = overwritesOf(rules, channel);
  const roleIds = new Set<string>(member.roleIds);
  return [
    all.filter((each) => each.targetId === rules.serverId),
    all.filter((each) => each.targetType === 'role' && roleIds.has(each.targetId)),
    all.filter((each) => each.targetType === 'member' && each.targetId === member.userId),
  ];
};

/** Permissions that mean nothing without another one go with it. */
const consistent = (set: PermissionSet): PermissionSet => {
  if (!can(set, 'viewChannel')) return 0;
  const withSending = can(set, 'sendMessages') ? set : set & ~needsSending;
  return can(set, 'connect') ? withSending : withSending & ~needsConnection;
};

export const isTimedOut = ({ timedOutUntil }: Pick<MemberRules, 'timedOutUntil'>, now = new Date()) =>
  timedOutUntil !== null && new Date(timedOutUntil) > now;

/** Whether a member meets what the server asks of who wants to write. Roles are given by hand, so who has one does. */
export const isVerified = (
  { verification: level, isRaidModeOn }: Pick<ServerRules, 'verification' | 'isRaidModeOn'>,
  { roleIds, joinedAt }: Pick<MemberRules, 'roleIds' | 'joinedAt'>,
  now = new Date(),
): boolean => {
  if (roleIds.length > 0) return true;
  if (isRaidModeOn || level === 'roles') return false;
  return level === 'none' || now.getTime() - new Date(joinedAt).getTime() >= limits.settlingMs;
};

/** What is taken from a member, whatever roles and channels say. */
export const withheldFrom = (rules: ServerRules, member: MemberRules, now?: Date): PermissionSet => {
  if (isTimedOut(member, now)) return ~whileTimedOut;
  const unverified = isVerified(rules, member, now) ? 0 : needsVerification;
  return unverified | (member.isMuted ? setOf('speak') : 0);
};

/**
 * The one rule of who may do what; chat, socket and client all ask it. Owners and administrators may do everything; others what their
 * roles give them together, in a channel changed by its overwrites, less while they are muted or not verified yet, and next to nothing
 * while they are timed out.
 */
export const resolvePermissions = ({ rules, member, channel, now }: PermissionQuestion): PermissionSet => {
  if (!member) return 0;
  if (member.userId === rules.ownerId) return everything;
  const base = rolesOf(rules, member).reduce((set, role) => set | role.permissions, 0);
  if (can(base, 'administrator')) return everything;
  const given = channel ? overwriteLayers({ rules, member }, channel).reduce(applyOverwrites, base) : base;
  const left = given & ~withheldFrom(rules, member, now);
  return channel ? consistent(left) : left;
};

type Ranked = Pick<MemberRules, 'userId' | 'roleIds'>;

/** How high somebody stands: the owner above all roles, who has no role at 0. */
export const rankOf = (rules: ServerRules, member: Ranked): number => {
  if (member.userId === rules.ownerId) return Number.POSITIVE_INFINITY;
  return Math.max(0, ...rolesOf(rules, member).map(({ position }) => position));
};

/** Whether `actor` may act on `target` at all: only on who stands lower, never on oneself or the owner. */
export const outranks = (rules: ServerRules, actor: Ranked, target: Ranked): boolean =>
  actor.userId !== target.userId && rankOf(rules, actor) > rankOf(rules, target);

/** Whether `actor` stands above a role: what they need to change it or to give it to somebody. */
export const isAboveRole = (rules: ServerRules, actor: Ranked, role: { position: number }): boolean =>
  rankOf(rules, actor) > role.position;

/** Whether every member sees the channel, whatever their roles. */
export const isSeenByAll = (rules: ServerRules, channel: ChannelRules): boolean => {
  const everyone = rules.roles.find((role) => role.roleId === (rules.serverId as string));
  const overwrites = overwritesOf(rules, channel);
  const own = overwrites.filter((each) => each.targetId === rules.serverId);
  const others = overwrites.filter((each) => each.targetId !== rules.serverId);
  return (
    can(applyOverwrites(everyone?.permissions ?? 0, own), 'viewChannel') &&
    !can(union(others, 'deny'), 'viewChannel')
  );
};
