import { isCalledSo } from '@maru/contracts/hangul-search';
import type { Role } from '@maru/contracts/http/chat/roles';
import type { Overwrite } from '@maru/contracts/permission-rules';

/** A role or a member whom something is decided for. */
export type Target = Pick<Overwrite, 'targetType' | 'targetId'>;

export const isSameTarget = (a: Target, b: Target): boolean => a.targetId === b.targetId;

/** The roles whose name has this text in it, from the highest down; without everybody's. */
export const rolesCalled = (roles: readonly Role[], text: string): Role[] => {
  return roles.filter(({ position, name }) => position > 0 && isCalledSo(name, text));
};
