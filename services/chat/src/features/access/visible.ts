import type { Category, Channel, ChannelLayout } from '@maru/contracts/http/chat/channels';
import {
  asChannel,
  resolvePermissions,
  type ChannelRules,
  type MemberRules,
  type ServerRules,
} from '@maru/contracts/permission-rules';
import { can } from '@maru/contracts/permissions';

interface Viewer {
  rules: ServerRules;
  member: MemberRules;
}

export const seesChannel = ({ rules, member }: Viewer, channel: ChannelRules): boolean =>
  can(resolvePermissions({ rules, member, channel }), 'viewChannel');

/** Returns the channels that a member sees, their categories, and the categories that the member sees themselves. */
export const visibleTo = (
  viewer: Viewer,
  { categories, channels }: { categories: Category[]; channels: Channel[] },
) => {
  const visible = channels.filter((channel) => seesChannel(viewer, channel));
  const used = new Set(visible.map(({ categoryId }) => categoryId));
  return {
    channels: visible,
    categories: categories.filter(
      (each) => used.has(each.categoryId) || seesChannel(viewer, asChannel(each)),
    ),
  };
};

/** Returns the ids of the channels and categories that a member sees. `rules` must contain all of the server's. */
export const visibleIds = (viewer: Viewer): ReadonlySet<string> => {
  const { channels, categories } = viewer.rules;
  const visible = channels.filter((channel) => seesChannel(viewer, channel));
  const used = new Set(visible.map(({ categoryId }) => categoryId));
  const seen = categories.filter((each) => used.has(each.categoryId) || seesChannel(viewer, asChannel(each)));
  return new Set<string>([
    ...visible.map(({ channelId }) => channelId),
    ...seen.map(({ categoryId }) => categoryId),
  ]);
};

/** Returns the part of a layout that a member sees. */
export const visibleLayout = (viewer: Viewer, layout: ChannelLayout): ChannelLayout => {
  const ids = visibleIds(viewer);
  return {
    ...layout,
    categories: layout.categories.filter(({ categoryId }) => ids.has(categoryId)),
    channels: layout.channels.filter(({ channelId }) => ids.has(channelId)),
  };
};
