import { isAboveRole, outranks, type Overwrite } from '@maru/contracts/permission-rules';
import { AppError } from '@maru/service-kit/app-error';
import type { Db } from '../../platform/database.js';
import type { Standing } from '../access/access.service.js';
import { findTarget, requireTarget } from './overwrite-targets.js';

export const untouched = { allow: 0, deny: 0 };

const of = (overwrites: readonly Overwrite[], targetId: string) =>
  overwrites.find((each) => each.targetId === targetId) ?? untouched;

const bitsChanged = (before: Pick<Overwrite, 'allow' | 'deny'>, after: Pick<Overwrite, 'allow' | 'deny'>) =>
  (before.allow ^ after.allow) | (before.deny ^ after.deny);

type Target = NonNullable<Awaited<ReturnType<typeof findTarget>>>;

const isBelow = ({ rules, member }: Standing, target: Target): boolean =>
  'position' in target ? isAboveRole(rules, member, target) : outranks(rules, member, target);

/**
 * Members can neither allow nor deny permissions that they lack, nor decide about a role or member that doesn't rank below them. Denies of
 * a former member can be changed.
 * @throws FORBIDDEN; VALIDATION_FAILED if the server has no such target.
 */
export const requireMaySet = async (
  db: Db,
  standing: Standing,
  { wanted, current }: { wanted: Overwrite; current: readonly Overwrite[] },
): Promise<void> => {
  const { targetId } = wanted;
  const bits = bitsChanged(of(current, targetId), wanted);
  if ((bits & ~standing.permissions) !== 0) throw new AppError('FORBIDDEN');
  const mayHaveLeft = current.some((each) => each.targetId === targetId && each.targetType === 'member');
  const target = await (mayHaveLeft ? findTarget : requireTarget)(db, standing.rules, wanted);
  if (target && !isBelow(standing, target)) throw new AppError('FORBIDDEN');
};

/** Returns true if the member may make every single change that leads from some overwrites to others. */
export const maySetAll = async (
  db: Db,
  standing: Standing,
  { from, to }: { from: readonly Overwrite[]; to: readonly Overwrite[] },
): Promise<boolean> => {
  const targets = new Map([...from, ...to].map((each) => [each.targetId, each]));
  for (const [targetId, each] of targets) {
    const bits = bitsChanged(of(from, targetId), of(to, targetId));
    if (bits === 0) continue;
    if ((bits & ~standing.permissions) !== 0) return false;
    const target = await findTarget(db, standing.rules, each);
    // An overwrite of a deleted role or former member affects no one.
    if (target && !isBelow(standing, target)) return false;
  }
  return true;
};

/** Returns true if both lists have the same effect. */
export const areSame = (some: readonly Overwrite[], others: readonly Overwrite[]): boolean =>
  [...some, ...others].every(({ targetId }) => bitsChanged(of(some, targetId), of(others, targetId)) === 0);
