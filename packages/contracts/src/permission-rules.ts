import { z } from 'zod';
import { channelType } from './channel-type.js';
import { limits } from './limits.js';
import { can, everything, permissionSet, setOf, type PermissionSet } from './permissions.js';
import { opaque } from './text-fields.js';
import { categoryId, channelId, instant, roleId, serverId, userId, type RoleId } from './primitives.js';

/** Changes for one role or one member in a channel or category. A permission in neither set is inherited. */
export const overwrite = z.object({
  targetType: z.enum(['role', 'member']),
  /** The id of a role or a member; the server's own id means @everyone. */
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
  /** True while the channel follows its category's overwrites instead of its own. */
  isSynced: z.boolean(),
  overwrites: z.array(overwrite),
  /** Seconds between two messages of a member without a managing permission in the channel. */
  slowModeSeconds: z.number().int().nonnegative(),
  /** The most people in the call of a voice channel; null or missing: no limit of its own. */
  userLimit: z.number().int().positive().nullish(),
});

/**
 * Members who may write: all (`none`), those who joined a while ago or hold a role (`settled`), or only those who hold a role
 * (`roles`).
 */
export const verification = z.enum(['none', 'settled', 'roles']);
export type Verification = z.infer<typeof verification>;

/** Everything that determines permissions in one server, except its members. */
export const serverRules = z.object({
  serverId,
  ownerId: userId,
  verification,
  /** Raid mode forces verification to `roles`. */
  isRaidModeOn: z.boolean(),
  roles: z.array(ruledRole),
  categories: z.array(ruledCategory),
  channels: z.array(ruledChannel),
});
export type ServerRules = z.infer<typeof serverRules>;
export type ChannelRules = z.infer<typeof ruledChannel>;
export type RoleRules = z.infer<typeof ruledRole>;

/** A category as if it were a channel: the same rules decide who may see and manage it. */
export const asChannel = ({ categoryId: id, overwrites }: z.infer<typeof ruledCategory>): ChannelRules => ({
  channelId: channelId.parse(id),
  type: 'text',
  categoryId: null,
  isSynced: false,
  overwrites,
  slowModeSeconds: 0,
});

/** The facts about a member that permissions depend on. */
export const memberRules = z.object({
  userId,
  /** Without @everyone. */
  roleIds: z.array(roleId),
  joinedAt: instant,
  /** The member is read-only until then. */
  timedOutUntil: instant.nullable(),
  /** Removes speaking in voice channels, whatever roles say. */
  isMuted: z.boolean(),
  /** Hears no one in voice channels. A chat node of an older version leaves it out. */
  isDeafened: z.boolean().default(false),
});
export type MemberRules = z.infer<typeof memberRules>;

/** @everyone has the id of its server. */
export const everyoneRoleId = (id: string): RoleId => roleId.parse(id);

/** Input of the rule: the permissions of `member` in the server, or in `channel`. */
export interface PermissionQuestion {
  rules: ServerRules;
  /** `undefined` for a non-member. */
  member: MemberRules | undefined;
  channel?: ChannelRules;
  /** The current time in milliseconds: timeouts end by themselves. */
  now?: Date;
}

/** Permissions that a member keeps during a timeout. */
export const whileTimedOut = setOf('viewChannel');
/** Permissions that a member lacks until verified. */
export const needsVerification = setOf('sendMessages', 'addReactions', 'speak', 'useVideo');
/** Useless to a member who may not write, or not connect. */
export const needsSending = setOf('attachFiles', 'mentionEveryone');
export const needsConnection = setOf('speak', 'useVideo', 'muteMembers', 'moveMembers');

/** Returns the roles of a member, including @everyone. */
export const rolesOf = (
  { serverId: id, roles }: ServerRules,
  member: Pick<MemberRules, 'roleIds'>,
): RoleRules[] => {
  const held = new Set<string>([id, ...member.roleIds]);
  return roles.filter((role) => held.has(role.roleId));
};

/** Returns the overwrites in force in a channel: its category's while it is synced, otherwise its own. */
export const overwritesOf = ({ categories }: ServerRules, channel: ChannelRules): readonly Overwrite[] => {
  const category = channel.isSynced && categories.find((each) => each.categoryId === channel.categoryId);
  return category ? category.overwrites : channel.overwrites;
};

const union = (overwrites: readonly Overwrite[], side: 'allow' | 'deny'): PermissionSet =>
  overwrites.reduce((set, each) => set | each[side], 0);

/** Denies first, then allows: within one layer, allowing wins. */
export const applyOverwrites = (set: PermissionSet, overwrites: readonly Overwrite[]): PermissionSet =>
  (set & ~union(overwrites, 'deny')) | union(overwrites, 'allow');

/**
 * @everyone's overwrite first, then those of the member's roles together, then the member's own: the more specific layer wins,
 * and among roles allowing wins over denying (as in Discord, https://docs.discord.com/developers/topics/permissions).
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

/** Removes permissions that are useless without another one. */
const consistent = (set: PermissionSet): PermissionSet => {
  if (!can(set, 'viewChannel')) return 0;
  const withSending = can(set, 'sendMessages') ? set : set & ~needsSending;
  return can(set, 'connect') ? withSending : withSending & ~needsConnection;
};

export const isTimedOut = ({ timedOutUntil }: Pick<MemberRules, 'timedOutUntil'>, now = new Date()) =>
  timedOutUntil !== null && new Date(timedOutUntil) > now;

/** Returns whether a member meets the server's verification level. Roles are granted by hand, so any role verifies its holder. */
export const isVerified = (
  { verification: level, isRaidModeOn }: Pick<ServerRules, 'verification' | 'isRaidModeOn'>,
  { roleIds, joinedAt }: Pick<MemberRules, 'roleIds' | 'joinedAt'>,
  now = new Date(),
): boolean => {
  if (roleIds.length > 0) return true;
  if (isRaidModeOn || level === 'roles') return false;
  return level === 'none' || now.getTime() - new Date(joinedAt).getTime() >= limits.settlingMs;
};

/** Returns the permissions that restrictions remove from a member, whatever roles and channels say. */
export const withheldFrom = (rules: ServerRules, member: MemberRules, now?: Date): PermissionSet => {
  if (isTimedOut(member, now)) return ~whileTimedOut;
  const unverified = isVerified(rules, member, now) ? 0 : needsVerification;
  return unverified | (member.isMuted ? setOf('speak') : 0);
};

/**
 * Computes a member's permissions; chat, socket and client all call it. Owners and administrators have every permission. Other
 * members have the union of their roles, changed by the channel's overwrites, reduced while they are muted or unverified, and
 * read-only during a timeout.
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

/** Returns a member's rank: the owner is above all roles, a member without roles is at 0. */
export const rankOf = (rules: ServerRules, member: Ranked): number => {
  if (member.userId === rules.ownerId) return Number.POSITIVE_INFINITY;
  return Math.max(0, ...rolesOf(rules, member).map(({ position }) => position));
};

/** Returns whether `actor` outranks `target`. No member outranks themselves or the owner. */
export const outranks = (rules: ServerRules, actor: Ranked, target: Ranked): boolean =>
  actor.userId !== target.userId && rankOf(rules, actor) > rankOf(rules, target);

/** Returns whether `actor` outranks a role, which changing or granting it requires. */
export const isAboveRole = (rules: ServerRules, actor: Ranked, role: { position: number }): boolean =>
  rankOf(rules, actor) > role.position;

/** Returns whether every member sees the channel, whatever their roles. */
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
