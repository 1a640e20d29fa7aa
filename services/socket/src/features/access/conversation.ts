import { resolvePermissions, type ChannelRules } from '@maru/contracts/permission-rules';
import { can, setOf, type PermissionSet } from '@maru/contracts/permissions';
import type { ChannelId, RoleId, ServerId } from '@maru/contracts/primitives';
import type { ConversationHome } from '@maru/contracts/socket/conversations';
import { audienceOf } from './audience.js';
import type { IndexedRules, MemberAccess } from './member-access.js';

/** A conversation with the room of all who may see it: everything that announcing a message needs. */
export type AnnouncedConversation = ConversationHome & { channelId: ChannelId; audience: string };

/** The part of a person's access that does not depend on the scope. */
interface PersonalAccess {
  permissions: PermissionSet;
  /** Since when this person may take part: earlier messages count as read. */
  memberSince: string;
  /** Seconds that this person has to wait between two messages. */
  slowModeSeconds: number;
}

type InScope<Scope extends ConversationHome['scope']> = Extract<AnnouncedConversation, { scope: Scope }>;

/** A channel of a server as one member may use it. */
type ServerConversation = InScope<'server'> &
  PersonalAccess & {
    /** The member's roles in the server: some are exempt from content rules. */
    roleIds: readonly RoleId[];
    /** For calls; null where there are none. */
    voice: { userLimit: number | null; isMuted: boolean; isDeafened: boolean } | null;
  };

/** The note of a meeting in a voice channel, as one member may use it. */
type NoteConversation = InScope<'note'> & PersonalAccess & { roleIds: readonly RoleId[] };

/**
 * A conversation as one person may use it. Each scope of `ConversationHome` has one member in this union. The functions below,
 * `ConversationIndex` and `AccessCache` switch over `scope`; they, and code that reads a field of one scope, stop compiling when
 * another scope joins.
 */
export type ConversationAccess = ServerConversation | NoteConversation;

export const homeOf = (conversation: ConversationHome): ConversationHome => {
  switch (conversation.scope) {
    case 'server':
      return { scope: 'server', serverId: conversation.serverId };
    case 'note': {
      const { serverId, voiceChannelId } = conversation;
      return { scope: 'note', serverId, voiceChannelId };
    }
  }
};

/** The server whose content rules apply to the conversation and whose moderators look after it. */
export const serverOf = (home: ConversationHome): ServerId => {
  switch (home.scope) {
    case 'server':
    case 'note':
      return home.serverId;
  }
};

/** The channel whose rules decide who may see and use the conversation. */
export const ruledChannelOf = (conversation: ConversationHome & { channelId: ChannelId }): ChannelId => {
  switch (conversation.scope) {
    case 'server':
      return conversation.channelId;
    case 'note':
      return conversation.voiceChannelId;
  }
};

/** Returns the place where moderators look after the conversation. */
export const moderatedAt = (
  conversation: ConversationHome & { channelId: ChannelId },
): { serverId: ServerId; placeId: ChannelId } => ({
  serverId: serverOf(conversation),
  placeId: ruledChannelOf(conversation),
});

/** False where readers have no pointers and see no badges. */
export const hasUnreadStates = ({ scope }: ConversationHome): boolean => {
  switch (scope) {
    case 'server':
      return true;
    case 'note':
      return false;
  }
};

export const conversationIn = ({ rules }: IndexedRules, channel: ChannelRules): InScope<'server'> => ({
  scope: 'server',
  serverId: rules.serverId,
  channelId: channel.channelId,
  audience: audienceOf(rules, channel),
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
    voice:
      channel.type === 'voice'
        ? { userLimit: channel.userLimit ?? null, isMuted: member.isMuted, isDeafened: member.isDeafened }
        : null,
  };
};

/** The note of a meeting in a voice channel of these rules. */
export const noteIn = (
  { rules }: IndexedRules,
  voiceChannel: ChannelRules,
  noteId: ChannelId,
): InScope<'note'> => ({
  scope: 'note',
  serverId: rules.serverId,
  voiceChannelId: voiceChannel.channelId,
  channelId: noteId,
  audience: audienceOf(rules, voiceChannel),
});

const kept = setOf('viewChannel', 'addReactions', 'manageNotes');

/**
 * Writing lines takes both `connect` and `sendMessages` in the voice channel. `connect` itself isn't passed on: a note is no call. The store
 * decides if the note still runs when it writes a line.
 */
const notePermissions = (inChannel: PermissionSet): PermissionSet =>
  (inChannel & kept) |
  (can(inChannel, 'connect') && can(inChannel, 'sendMessages') ? setOf('sendMessages') : 0) |
  (can(inChannel, 'manageNotes') ? setOf('manageMessages') : 0);

export const noteAccessIn = (
  memberAccess: MemberAccess,
  voiceChannel: ChannelRules,
  noteId: ChannelId,
): NoteConversation => {
  const { rules, member } = memberAccess;
  return {
    ...noteIn(memberAccess, voiceChannel, noteId),
    permissions: notePermissions(resolvePermissions({ rules, member, channel: voiceChannel })),
    memberSince: member.joinedAt,
    slowModeSeconds: 0,
    roleIds: member.roleIds,
  };
};
