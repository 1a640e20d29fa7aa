import type { MemberRules, Overwrite, ServerRules } from '@maru/contracts/permission-rules';
import { AppError } from '@maru/service-kit/app-error';
import type { Db } from '../../platform/database.js';
import { membersRepository } from '../../repositories/members.repository.js';

type Target = Pick<Overwrite, 'targetType' | 'targetId'>;

/** The role's position or the member whom an overwrite is for; VALIDATION_FAILED when the server has no such. */
export const requireTarget = async (
  db: Db,
  { serverId, roles }: ServerRules,
  { targetType, targetId }: Target,
): Promise<{ position: number } | MemberRules> => {
  const found =
    targetType === 'role'
      ? roles.find((role) => role.roleId === targetId)
      : await membersRepository(db).find(serverId, targetId);
  if (!found) throw new AppError('VALIDATION_FAILED', { fields: { targetId: 'unknown' } });
  return found;
};
