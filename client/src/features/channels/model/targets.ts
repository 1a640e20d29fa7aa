import { isCalledSo } from '@maru/contracts/hangul-search';
import type { Role } from '@maru/contracts/http/chat/roles';
import type { Overwrite } from '@maru/contracts/permission-rules';

/** The role or member that an overwrite applies to. */
export type Target = Pick<Overwrite, 'targetType' | 'targetId'>;

export const isSameTarget = (a: Target, b: Target): boolean => a.targetId === b.targetId;

/** The roles whose name matches, from the highest down; without @everyone. */
export const rolesCalled = (roles: readonly Role[], text: string): Role[] => {
  return roles.filter(({ position, name }) => position > 0 && isCalledSo(name, text));
};
