import type { Member } from '@maru/contracts/http/chat/members';
import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { outranks, resolvePermissions } from '@maru/contracts/permission-rules';
import { can, type Permission } from '@maru/contracts/permissions';
import { permissionsIn, rulesOf } from '@/entities/server/model/permissions';

/** An action against a member. */
export type ModerationAction = 'nickname' | 'timeOut' | 'mute' | 'deafen' | 'kick' | 'ban';

const needs: Record<ModerationAction, Permission> = {
  nickname: 'manageNicknames',
  timeOut: 'timeOutMembers',
  mute: 'muteMembers',
  deafen: 'muteMembers',
  kick: 'kickMembers',
  ban: 'banMembers',
};

/** The reason why a permission that the viewer holds does not reach this member. */
export type Refusal = 'owner' | 'rank' | 'administrator' | 'gone';

/** `hidden`: the viewer lacks the permission, so the action is not offered. */
export type Verdict = 'allowed' | 'hidden' | Refusal;

/** Decides whether the viewer may take `action` against `target`, by the same rules as the service. */
export const verdictOn = (detail: ServerDetail, target: Member, action: ModerationAction): Verdict => {
  const { me, server } = detail;
  if (me.userId === target.userId) {
    return action === 'nickname' && can(permissionsIn(detail), 'changeNickname') ? 'allowed' : 'hidden';
  }
  if (!can(permissionsIn(detail), needs[action])) return 'hidden';
  if (target.userId === server.ownerId) return 'owner';
  const rules = rulesOf(detail);
  if (!outranks(rules, me, target)) return 'rank';
  // A time-out has no effect on administrators; ending one stays possible.
  const isUseless =
    action === 'timeOut' &&
    target.timedOutUntil === null &&
    can(resolvePermissions({ rules, member: target }), 'administrator');
  return isUseless ? 'administrator' : 'allowed';
};

/** Returns the refusal of a verdict, which a dialog states instead of asking. */
export const refusalOf = (verdict: Verdict): Refusal | undefined =>
  verdict === 'allowed' || verdict === 'hidden' ? undefined : verdict;
