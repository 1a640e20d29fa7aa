import type { Member } from '@maru/contracts/http/chat/members';
import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { outranks, resolvePermissions } from '@maru/contracts/permission-rules';
import { can, type Permission } from '@maru/contracts/permissions';
import { permissionsIn, rulesOf } from '@/entities/server/model/permissions';

/** What may be done to another member. */
export type ModerationAction = 'nickname' | 'timeOut' | 'mute' | 'kick' | 'ban';

const needs: Record<ModerationAction, Permission> = {
  nickname: 'manageNicknames',
  timeOut: 'timeOutMembers',
  mute: 'muteMembers',
  kick: 'kickMembers',
  ban: 'banMembers',
};

/** Why somebody who holds the permission still can't use it on this person. */
export type Refusal = 'owner' | 'rank' | 'administrator' | 'gone';

/** `hidden`: it is none of the person's business, so it is not even offered. */
export type Standing = 'allowed' | 'hidden' | Refusal;

/** How the signed-in person stands to `target` when they want to do `action`; the same rules as the service's. */
export const standingTo = (detail: ServerDetail, target: Member, action: ModerationAction): Standing => {
  const { me, server } = detail;
  if (me.userId === target.userId) {
    return action === 'nickname' && can(permissionsIn(detail), 'changeNickname') ? 'allowed' : 'hidden';
  }
  if (!can(permissionsIn(detail), needs[action])) return 'hidden';
  if (target.userId === server.ownerId) return 'owner';
  const rules = rulesOf(detail);
  if (!outranks(rules, me, target)) return 'rank';
  // Administrators may do everything, timed out or not; ending it stays possible.
  const isUseless =
    action === 'timeOut' &&
    target.timedOutUntil === null &&
    can(resolvePermissions({ rules, member: target }), 'administrator');
  return isUseless ? 'administrator' : 'allowed';
};

/** Why it can't be done, for a dialog that says so instead of asking. */
export const refusalOf = (standing: Standing): Refusal | undefined =>
  standing === 'allowed' || standing === 'hidden' ? undefined : standing;
