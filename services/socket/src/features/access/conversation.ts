import { resolvePermissions, type ChannelRules } from '@maru/contracts/permission-rules';
import { can, type PermissionSet } from '@maru/contracts/permissions';
import type { ChannelId, RoleId, ServerId } from '@maru/contracts/primitives';
import type { ConversationHome } from '@maru/contracts/socket/conversations';
import { audienceOf } from './audience.js';
import type { IndexedRules, MemberAccess } from './member-access.js';

/** A conversation with the room of all who may see it: everything that announcing a message needs. */
export type AnnouncedConversation = ConversationHome & { channelId: ChannelId; audience: string };

/** A conversation without regard to any person in it. */
export type Conversation = AnnouncedConversation & {
  /** False where there is only speech, as in a voice channel. */
  takesMessages: boolean;
};

/** The part of a person's access that does not depend on the scope. */
interface PersonalAccess {
  permissions: PermissionSet;
  /** Since when this person may take part: earlier messages count as read. */
  memberSince: string;
  /** Seconds that this person has to wait between two messages. */
  slowModeSeconds: number;
}

type InScope<Scope extends ConversationHome['scope']> = Extract<Conversation, { scope: Scope }>;

/** A channel of a server as one member may use it. */
type ServerConversation = InScope<'server'> &
  PersonalAccess & {
    /** The member's roles in the server: some are exempt from content rules. */
    roleIds: readonly RoleId[];
  };

/**
 * A conversation as one person may use it. Each scope of `ConversationHome` has one member in this union. The functions below,
 * `ConversationIndex` and `AccessCache` switch over `scope`; they, and code that reads a field of one scope, stop compiling when
 * another scope joins.
 */
export type ConversationAccess = ServerConversation;

export const homeOf = (conversation: ConversationHome): ConversationHome => {
  switch (conversation.scope) {
    case 'server':
      return { scope: 'server', serverId: conversation.serverId };
  }
};

/** The server whose content rules apply to the conversation and whose moderators look after it. */
export const serverOf = (home: ConversationHome): ServerId => {
  switch (home.scope) {
    case 'server':
      return home.serverId;
  }
};

export const conversationIn = ({ rules }: IndexedRules, channel: ChannelRules): InScope<'server'> => ({
  scope: 'server',
  serverId: rules.serverId,
  channelId: channel.channelId,
  audience: audienceOf(rules, channel),
  takesMessages: channel.type !== 'voice',
});

/** Not cached: permissions change with time alone when a time-out ends or a new member settles. */
export const accessIn = (memberAccess: MemberAccess, channel: ChannelRules): ServerConversation => {
  const { rules, member } = memberAccess;
  const permissions = resolvePermissions({ rules, member, channel });
  const isManager = can(permissions, 'manageMessages') || can(permissions, 'manageChannels');
  return {
    ...conversationIn(memberAccess, channel),
    permissions,
    memberSince: member.joinedAt,
    slowModeSeconds: isManager ? 0 : channel.slowModeSeconds,
    roleIds: member.roleIds,
  };
};
