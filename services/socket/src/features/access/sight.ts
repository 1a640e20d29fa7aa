import { asChannel, isSeenByAll, resolvePermissions } from '@maru/contracts/permission-rules';
import type { ChannelRules, ServerRules } from '@maru/contracts/permission-rules';
import { can } from '@maru/contracts/permissions';
import type { ChannelId } from '@maru/contracts/primitives';
import type { MemberAccess } from './member-access.js';

type CategoryId = ServerRules['categories'][number]['categoryId'];

/** The channels and categories of a server that a person sees. */
interface Sight {
  channels: ReadonlySet<ChannelId>;
  categories: ReadonlySet<CategoryId>;
}

const placesSeenByAll = new WeakMap<ServerRules, ReadonlySet<string>>();

/** Equal for all members, so it is computed once per rules. */
const seenByAllIn = (rules: ServerRules): ReadonlySet<string> => {
  const known = placesSeenByAll.get(rules);
  if (known) return known;
  const places = [...rules.channels, ...rules.categories.map(asChannel)];
  const ids = places.filter((place) => isSeenByAll(rules, place)).map(({ channelId }) => channelId);
  const found = new Set<string>(ids);
  placesSeenByAll.set(rules, found);
  return found;
};

const sees = ({ rules, member }: MemberAccess, channel: ChannelRules): boolean =>
  seenByAllIn(rules).has(channel.channelId) ||
  can(resolvePermissions({ rules, member, channel }), 'viewChannel');

/** The channels and categories that this person sees, but not every member. */
export const hiddenPlacesOf = (memberAccess: MemberAccess): ChannelId[] => {
  const { rules } = memberAccess;
  return [...rules.channels, ...rules.categories.map(asChannel)]
    .filter(({ channelId }) => !seenByAllIn(rules).has(channelId))
    .filter((place) => sees(memberAccess, place))
    .map(({ channelId }) => channelId);
};

/** A person also sees the category of every channel that they see. */
const sightOf = (memberAccess: MemberAccess): Sight => {
  const { rules } = memberAccess;
  const channels = rules.channels.filter((channel) => sees(memberAccess, channel));
  const used = new Set(channels.map(({ categoryId }) => categoryId));
  const categories = rules.categories.filter(
    (category) => used.has(category.categoryId) || sees(memberAccess, asChannel(category)),
  );
  return {
    channels: new Set(channels.map(({ channelId }) => channelId)),
    categories: new Set(categories.map(({ categoryId }) => categoryId)),
  };
};

const missingIn = <T>(some: ReadonlySet<T>, others: ReadonlySet<T>): T[] =>
  [...some].filter((each) => !others.has(each));

/** True if this person sees the channel or category. */
export const seesPlace = (memberAccess: MemberAccess, id: string): boolean => {
  const { channels, categories } = sightOf(memberAccess);
  return channels.has(id as ChannelId) || categories.has(id as CategoryId);
};

/** The difference between the places that a person saw before and sees now. */
export const compareSight = (before: MemberAccess | undefined, now: MemberAccess) => {
  if (before?.rules === now.rules && before.member === now.member)
    return { lostChannels: [], lostCategories: [], hasGained: false };
  const is = sightOf(now);
  const was = before
    ? sightOf(before)
    : { channels: new Set<ChannelId>(), categories: new Set<CategoryId>() };
  return {
    lostChannels: missingIn(was.channels, is.channels),
    lostCategories: missingIn(was.categories, is.categories),
    hasGained: !before || missingIn(is.channels, was.channels).length > 0,
  };
};
