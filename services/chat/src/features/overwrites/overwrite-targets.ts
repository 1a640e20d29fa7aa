import type { MemberRules, Overwrite, ServerRules } from '@maru/contracts/permission-rules';
import { AppError } from '@maru/service-kit/app-error';
import type { Db } from '../../platform/database.js';
import { membersRepository } from '../../repositories/members.repository.js';

type Target = Pick<Overwrite, 'targetType' | 'targetId'>;

/** Returns the role's position or the member that an overwrite applies to, or undefined if the server has no such target. */
export const findTarget = async (
  db: Db,
  { serverId, roles }: ServerRules,
  { targetType, targetId }: Target,
): Promise<{ position: number } | MemberRules | undefined> =>
  targetType === 'role'
    ? roles.find((role) => role.roleId === targetId)
    : membersRepository(db).find(serverId, targetId);

/** @throws VALIDATION_FAILED if the server has no such target. */
export const requireTarget = async (
  db: Db,
  rules: ServerRules,
  target: Target,
): Promise<{ position: number } | MemberRules> => {
  const found = await findTarget(db, rules, target);
  if (!found) throw new AppError('VALIDATION_FAILED', { fields: { targetId: 'unknown' } });
  return found;
};
