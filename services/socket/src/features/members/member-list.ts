import type { Member } from '@maru/contracts/http/chat/members';
import {
  isSeenByAll,
  resolvePermissions,
  type ChannelRules,
  type ServerRules,
} from '@maru/contracts/permission-rules';
import { can } from '@maru/contracts/permissions';
import type { RoleId } from '@maru/contracts/primitives';
import type { MemberGroups } from '@maru/contracts/socket/members';

interface Viewers {
  rules: ServerRules;
  channel: ChannelRules;
  /** In the order in which they joined. */
  members: Iterable<Member>;
}

interface Grouping {
  /** Highest first. */
  hoistedRoleIds: readonly RoleId[];
  isOnline: (userId: string) => boolean;
}

/** The members' panel of a channel: all rows from top to bottom, and how they are grouped. */
export interface MemberList {
  members: Member[];
  summary: MemberGroups;
}

type GroupId = MemberGroups['groups'][number]['groupId'];

const viewersOf = ({ rules, channel, members }: Viewers): Member[] =>
  isSeenByAll(rules, channel)
    ? [...members]
    : [...members].filter((member) => can(resolvePermissions({ rules, member, channel }), 'viewChannel'));

/** Groups the members who may view a channel: each once, within a group in order of joining. */
export const listMembers = (viewers: Viewers, { hoistedRoleIds, isOnline }: Grouping): MemberList => {
  const groups = new Map<GroupId, Member[]>();
  for (const groupId of [...hoistedRoleIds, 'online', 'offline'] as const) groups.set(groupId, []);
  const groupOf = ({ userId, roleIds }: Member): GroupId => {
    if (!isOnline(userId)) return 'offline';
    return hoistedRoleIds.find((roleId) => roleIds.includes(roleId)) ?? 'online';
  };
  for (const member of viewersOf(viewers)) groups.get(groupOf(member))?.push(member);
  const members = [...groups.values()].flat();
  const counts = [...groups].map(([groupId, { length: count }]) => ({ groupId, count }));
  return {
    members,
    summary: {
      groups: counts.filter(({ count }) => count > 0),
      total: members.length,
      online: members.length - (groups.get('offline')?.length ?? 0),
    },
  };
};

/** Returns whether two lists show the same people in the same positions. */
export const isSameList = (one: MemberList, other: MemberList): boolean =>
  one.members.length === other.members.length &&
  one.members.every(({ userId }, place) => userId === other.members[place]?.userId) &&
  JSON.stringify(one.summary) === JSON.stringify(other.summary);
