import {
  applyOverwrites,
  isTimedOut,
  isVerified,
  needsConnection,
  needsSending,
  needsVerification,
  overwriteLayers,
  resolvePermissions,
  rolesOf,
  whileTimedOut,
  withheldFrom,
  type MemberRules,
  type Overwrite,
  type PermissionQuestion,
  type RoleRules,
} from './permission-rules.js';
import { can, type Permission, type PermissionSet } from './permissions.js';

/** The rule that granted or denied a permission. */
export type PermissionReason =
  | { by: 'not-a-member' | 'owner' | 'timed-out' | 'not-verified' | 'muted' | 'nothing' }
  | { by: 'administrator' | 'roles'; roleIds: string[] }
  | { by: 'everybody-here' | 'roles-here' | 'member-here'; roleIds: string[] }
  /** Denied because it requires another permission that the member lacks. */
  | { by: 'needs'; permission: Permission };

export interface PermissionAnswer {
  isGranted: boolean;
  reason: PermissionReason;
}

const granters = (roles: readonly RoleRules[], permission: Permission) =>
  roles.filter((role) => can(role.permissions, permission)).map((role) => role.roleId as string);

const missingNeed = (set: PermissionSet, permission: Permission): Permission | undefined => {
  if (!can(set, 'viewChannel')) return permission === 'viewChannel' ? undefined : 'viewChannel';
  if (can(needsSending, permission) && !can(set, 'sendMessages')) return 'sendMessages';
  if (can(needsConnection, permission) && !can(set, 'connect')) return 'connect';
  return undefined;
};

const layerNames = ['everybody-here', 'roles-here', 'member-here'] as const;

/** The most specific layer that mentions the permission. */
const decidingLayer = (layers: Overwrite[][], permission: Permission): PermissionReason | undefined => {
  for (const index of [2, 1, 0] as const) {
    const allowing = (layers[index] ?? []).filter((each) => can(each.allow, permission));
    const denying = (layers[index] ?? []).filter((each) => can(each.deny, permission));
    const deciding = allowing.length > 0 ? allowing : denying;
    if (deciding.length > 0)
      return { by: layerNames[index], roleIds: deciding.map(({ targetId }) => targetId) };
  }
  return undefined;
};

/** A restriction that overrides roles and channels. */
const withholdingReason = (
  { rules, now }: PermissionQuestion,
  member: MemberRules,
  permission: Permission,
): PermissionReason | undefined => {
  if (isTimedOut(member, now) && !can(whileTimedOut, permission)) return { by: 'timed-out' };
  if (can(needsVerification, permission) && !isVerified(rules, member, now)) return { by: 'not-verified' };
  return member.isMuted && permission === 'speak' ? { by: 'muted' } : undefined;
};

const channelReason = (
  { rules, channel, now }: PermissionQuestion,
  member: MemberRules,
  permission: Permission,
): PermissionReason | undefined => {
  if (!channel) return undefined;
  const layers = overwriteLayers({ rules, member }, channel);
  const base = rolesOf(rules, member).reduce((set, role) => set | role.permissions, 0);
  const left = layers.reduce(applyOverwrites, base) & ~withheldFrom(rules, member, now);
  const need = missingNeed(left, permission);
  return need ? { by: 'needs', permission: need } : decidingLayer(layers, permission);
};

const reasonOf = (question: PermissionQuestion, permission: Permission): PermissionReason => {
  const { rules, member } = question;
  if (!member) return { by: 'not-a-member' };
  if (member.userId === rules.ownerId) return { by: 'owner' };
  const roles = rolesOf(rules, member);
  const administrators = granters(roles, 'administrator');
  if (administrators.length > 0) return { by: 'administrator', roleIds: administrators };
  const reason =
    withholdingReason(question, member, permission) ?? channelReason(question, member, permission);
  if (reason) return reason;
  const roleIds = granters(roles, permission);
  return roleIds.length > 0 ? { by: 'roles', roleIds } : { by: 'nothing' };
};

/** Returns whether the member has the permission, and the rule that decided. */
export const explainPermission = (
  question: PermissionQuestion,
  permission: Permission,
): PermissionAnswer => ({
  isGranted: can(resolvePermissions(question), permission),
  reason: reasonOf(question, permission),
});
