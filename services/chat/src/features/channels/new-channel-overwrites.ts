import type { Category, channelRoutes } from '@maru/contracts/http/chat/channels';
import { limits } from '@maru/contracts/limits';
import { asChannel, isSeenByAll, type Overwrite } from '@maru/contracts/permission-rules';
import { can, setOf } from '@maru/contracts/permissions';
import type { RouteBody } from '@maru/contracts/route';
import { AppError } from '@maru/service-kit/app-error';
import type { Db } from '../../platform/database.js';
import type { Standing } from '../access/access.service.js';
import { areSame, maySetAll } from '../overwrites/overwrite-changes.js';
import { requireTarget } from '../overwrites/overwrite-targets.js';

type NewChannel = RouteBody<typeof channelRoutes.createChannel>;

/** The creator's standing in the place of the new channel, with the category if it has one. */
export type NewPlace = Standing & { category?: Category };

const view = setOf('viewChannel');
const silent = setOf('sendMessages');

type Change = (before: Pick<Overwrite, 'allow' | 'deny'>) => Pick<Overwrite, 'allow' | 'deny'>;

/** Returns the overwrites with the target's one changed, or added if there was none. */
const changed = (
  overwrites: readonly Overwrite[],
  { targetType, targetId }: Pick<Overwrite, 'targetType' | 'targetId'>,
  change: Change,
): Overwrite[] => {
  const known = overwrites.find((each) => each.targetId === targetId);
  const others = overwrites.filter((each) => each.targetId !== targetId);
  const next = { targetType, targetId, ...change(known ?? { allow: 0, deny: 0 }) };
  return next.allow === 0 && next.deny === 0 ? others : [...others, next];
};

const letIn: Change = ({ allow, deny }) => ({ allow: allow | view, deny: deny & ~view });
const lessView: Change = ({ allow, deny }) => ({ allow: allow & ~view, deny });
const keepOut: Change = ({ allow, deny }) => ({ allow: allow & ~view, deny: deny | view });

/** Hides the channel from everyone but its viewers and its creator; keeps the category's other settings. */
const privately = (
  { rules, member, permissions, category }: NewPlace,
  viewers: NewChannel['viewers'],
): Overwrite[] => {
  const everyone = { targetType: 'role' as const, targetId: rules.serverId };
  const self = { targetType: 'member' as const, targetId: member.userId };
  const inherited = category?.overwrites ?? [];
  const base = inherited.reduce((all, each) => changed(all, each, lessView), inherited);
  const all = can(permissions, 'administrator') ? viewers : [...viewers, self];
  return all.reduce((some, each) => changed(some, each, letIn), changed(base, everyone, keepOut));
};

/** Denies @everyone writing, but not reading. */
const withoutWriting = (overwrites: readonly Overwrite[], serverId: string): Overwrite[] =>
  changed(overwrites, { targetType: 'role', targetId: serverId }, ({ allow, deny }) => ({
    allow: allow & ~silent,
    deny: deny | silent,
  }));

/**
 * Adding viewers to a private category amounts to changing its overwrites, so the creator must be allowed to. Elsewhere viewers only
 * restrict who sees the channel.
 */
const requireMayLetIn = async (db: Db, place: NewPlace, viewers: NewChannel['viewers']): Promise<void> => {
  const { category, rules, permissions } = place;
  if (!category || isSeenByAll(rules, asChannel(category))) return;
  const from = category.overwrites;
  const to = viewers.reduce((overwrites, each) => changed(overwrites, each, letIn), from);
  if (areSame(from, to)) return;
  const isAllowed = can(permissions, 'manageRoles') && (await maySetAll(db, place, { from, to }));
  if (!isAllowed) throw new AppError('FORBIDDEN');
};

/** Returns the overwrites of a new channel, or undefined if it is synced to its category. */
export const overwritesForNew = async (
  db: Db,
  place: NewPlace,
  { type, viewers }: NewChannel,
): Promise<Overwrite[] | undefined> => {
  const { rules, category } = place;
  for (const viewer of viewers) await requireTarget(db, rules, viewer);
  const isPrivate = viewers.length > 0;
  const base = isPrivate ? privately(place, viewers) : (category?.overwrites ?? []);
  await requireMayLetIn(db, place, viewers);
  const overwrites = type === 'announcement' ? withoutWriting(base, rules.serverId) : base;
  if (overwrites.length > limits.overwritesPerChannel) throw new AppError('OVERWRITE_LIMIT_REACHED');
  return isPrivate || type === 'announcement' ? overwrites : undefined;
};
