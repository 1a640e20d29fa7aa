import type { CompiledRules } from '@maru/contracts/content-rules';
import type { ContentRule } from '@maru/contracts/http/chat/content-rules';
import type { FullServerRules, Membership } from '@maru/contracts/internal/access';
import type { ChannelRules, MemberRules } from '@maru/contracts/permission-rules';
import { can, type Permission } from '@maru/contracts/permissions';
import { limits } from '@maru/contracts/limits';
import type { ChannelId, ServerId } from '@maru/contracts/primitives';
import type { ConversationHome, NoteHome } from '@maru/contracts/socket/conversations';
import { isNoteId } from '@maru/contracts/socket/notes';
import { AppError } from '@maru/service-kit/app-error';
import { bounds } from '../../config/bounds.js';
import { CachedAnswers } from '../../platform/cached-answers.js';
import { ContentRulesCache } from './content-rules-cache.js';
import {
  accessIn,
  conversationIn,
  noteAccessIn,
  ruledChannelOf,
  serverOf,
  type AnnouncedConversation,
  type ConversationAccess,
} from './conversation.js';
import { ConversationIndex } from './conversation-index.js';
import { indexRules, type IndexedRules, type MemberAccess } from './member-access.js';

/** The source of memberships and rules: the chat service. */
export interface AccessSource {
  fetchMemberships: (userId: string) => Promise<Membership[]>;
  /** The memberships of several people in one request. */
  fetchMembershipsOf: (userIds: string[]) => Promise<(Membership & { userId: string })[]>;
  fetchRules: (serverIds: ServerId[]) => Promise<FullServerRules[]>;
  /** The content rules of a server that are in force. */
  fetchContentRules: (serverId: ServerId) => Promise<ContentRule[]>;
}

interface AccessCacheOptions {
  /** A backstop for a lost invalidation; events make changes take effect at once. */
  ttlMs?: number;
  now?: () => number;
  /** Resolves when this node has applied every change up to a moment ago; throws UNAVAILABLE when it cannot tell. */
  whenCurrent?: () => Promise<void>;
  /** Finds the home of a note by its id. */
  findNoteHome?: (noteId: ChannelId) => Promise<NoteHome | undefined>;
}

const byServer = (userId: string, memberships: Membership[]): Map<ServerId, MemberRules> =>
  new Map(memberships.map(({ serverId, ...membership }) => [serverId, { userId, ...membership }]));

const byUser = (memberships: (Membership & { userId: string })[]) => {
  const all = new Map<string, Membership[]>();
  for (const { userId, ...membership } of memberships)
    all.set(userId, [...(all.get(userId) ?? []), membership]);
  return all;
};

/** Half of the maximum age of a socket's access: sockets are settled at this interval, from answers of at most this age. */
const defaultTtlMs = 25_000;
/** Bounds how long a deleted note is known to a node that did not hear of its deletion, and a new one unknown. */
const noteTtlMs = 5_000;
/** Changes may arrive faster than rules can be fetched; then the asker has to come back. */
const searchRounds = 5;

/**
 * Access to conversations, by conversation id. Per node it keeps the memberships of each connected person and the rules of each
 * server, fetched from the chat service once; a change drops only the entries that it concerns.
 */
export class AccessCache {
  private readonly memberships: CachedAnswers<string, Map<ServerId, MemberRules>>;
  private readonly rules: CachedAnswers<ServerId, IndexedRules | undefined>;
  private readonly contentRules: ContentRulesCache;
  private readonly conversations = new ConversationIndex();
  /** Homes of notes, and ids that no note has. */
  private readonly notes: CachedAnswers<ChannelId, NoteHome | undefined>;
  /** Counts invalidations: access that was computed during one may be outdated. */
  private forgotten = 0;

  constructor(
    private readonly source: AccessSource,
    private readonly options: AccessCacheOptions = {},
  ) {
    const { ttlMs = defaultTtlMs, now } = options;
    const shared = { ttlMs, staleMs: bounds.staleAccessMs, now };
    this.memberships = new CachedAnswers({ ...shared, max: bounds.cached.memberships });
    this.rules = new CachedAnswers({
      ...shared,
      max: bounds.cached.serverRules,
      onKept: (serverId, known) =>
        this.conversations.put({ scope: 'server', serverId }, known?.channels.keys() ?? []),
      onDropped: (serverId) => this.conversations.drop({ scope: 'server', serverId }),
    });
    this.notes = new CachedAnswers({ ttlMs: noteTtlMs, now, max: bounds.cached.noteHomes });
    this.contentRules = new ContentRulesCache((serverId) => source.fetchContentRules(serverId), shared);
  }

  /** Resolves when this node has applied every change up to a moment ago. Throws UNAVAILABLE when it cannot tell. */
  async whenCurrent(): Promise<void> {
    await this.options.whenCurrent?.();
  }

  /** Returns the member's access in each of their servers. Throws UNAVAILABLE when the chat service is down and nothing is cached. */
  async accessByServer(userId: string): Promise<Map<ServerId, MemberAccess>> {
    const memberships = await this.membershipsOf(userId);
    const rules = await this.rulesOf([...memberships.keys()]);
    const accessByServer = new Map<ServerId, MemberAccess>();
    for (const [serverId, member] of memberships) {
      const known = rules.get(serverId);
      if (known) accessByServer.set(serverId, { ...known, member });
    }
    return accessByServer;
  }

  /**
   * Calls `settle` with the member's access by server while none of it is outdated; `settle` must take effect before it awaits.
   */
  async withAccessByServer<T>(
    userId: string,
    settle: (accessByServer: Map<ServerId, MemberAccess>) => T,
  ): Promise<T> {
    for (;;) {
      const before = this.forgotten;
      const accessByServer = await this.accessByServer(userId);
      if (before === this.forgotten) return settle(accessByServer);
    }
  }

  /** Fetches the memberships of many people in one request, and the rules of all their servers. */
  async reload(userIds: readonly string[]): Promise<void> {
    const fetched = this.source.fetchMembershipsOf([...userIds]).then(byUser);
    const reloaded = userIds.map((userId) => {
      const answer = fetched.then((all) => byServer(userId, all.get(userId) ?? []));
      return this.memberships.put(userId, answer);
    });
    const serverIds = (await Promise.all(reloaded)).flatMap((memberships) => [...memberships.keys()]);
    await this.rulesOf([...new Set(serverIds)]);
  }

  /** A server's rules; undefined when the server is gone. */
  async rulesOfServer(serverId: ServerId): Promise<IndexedRules | undefined> {
    return (await this.rulesOf([serverId])).get(serverId);
  }

  /** The person's last known membership, even an expired one: for moving sockets between rooms. */
  async knownMember(userId: string, serverId: ServerId): Promise<MemberRules | undefined> {
    const memberships = await (this.memberships.known(userId) ?? this.membershipsOf(userId));
    return memberships.get(serverId);
  }

  /** Throws NOT_FOUND when the person may not see the conversation, FORBIDDEN when they lack `permission` in it. */
  async requireConversation(
    userId: string,
    channelId: ChannelId,
    permission: Permission,
  ): Promise<ConversationAccess> {
    const conversation = await this.findConversation(userId, channelId);
    if (!conversation) throw new AppError('NOT_FOUND');
    if (!can(conversation.permissions, permission)) throw new AppError('FORBIDDEN');
    return conversation;
  }

  /** The conversation as this person may use it; undefined when they may not see it. */
  async findConversation(userId: string, channelId: ChannelId): Promise<ConversationAccess | undefined> {
    await this.whenCurrent();
    const conversation = await this.conversationOf(userId, channelId);
    return conversation && can(conversation.permissions, 'viewChannel') ? conversation : undefined;
  }

  /** The conversation in this server; undefined when the server has no such channel. */
  async findInServer(serverId: ServerId, channelId: ChannelId): Promise<AnnouncedConversation | undefined> {
    const known = await this.rulesOfServer(serverId);
    const channel = known?.channels.get(channelId);
    return known && channel && conversationIn(known, channel);
  }

  /** The channel whose moderators look after the conversation; undefined for a note that doesn't exist. */
  async findPlace(conversationId: ChannelId): Promise<ChannelId | undefined> {
    return isNoteId(conversationId)
      ? (await this.noteHomeOf(conversationId))?.voiceChannelId
      : conversationId;
  }

  /** The content rules of the conversation's server, fetched and compiled when they are first needed. */
  contentRulesOf(conversation: ConversationHome): Promise<CompiledRules> {
    return this.contentRules.of(serverOf(conversation));
  }

  prepareContentRules(conversation: ConversationHome): void {
    this.contentRules.prepare(serverOf(conversation));
  }

  forgetContentRules(serverId: ServerId): void {
    this.contentRules.forget(serverId);
  }

  forgetMember(userId: string): void {
    this.forgotten += 1;
    this.memberships.forget(userId);
  }

  forgetServer(serverId: ServerId): void {
    this.forgotten += 1;
    this.rules.forget(serverId);
  }

  forgetNote(noteId: ChannelId): void {
    this.notes.forget(noteId);
  }

  /** Forgets everything: no earlier answer may serve, not even while the chat service is down. */
  forgetAll(): void {
    this.forgotten += 1;
    this.memberships.clear();
    this.rules.clear();
    this.contentRules.clear();
    this.notes.clear();
  }

  private async conversationOf(
    userId: string,
    channelId: ChannelId,
  ): Promise<ConversationAccess | undefined> {
    const home = await this.homeOf(userId, channelId);
    if (!home) return undefined;
    const found = await this.memberAccessTo(userId, { ...home, channelId });
    if (!found) return undefined;
    const { memberAccess, channel } = found;
    switch (home.scope) {
      case 'server':
        return accessIn(memberAccess, channel);
      case 'note':
        return noteAccessIn(memberAccess, channel, channelId);
    }
  }

  private async homeOf(userId: string, channelId: ChannelId): Promise<ConversationHome | undefined> {
    if (isNoteId(channelId)) return this.noteHomeOf(channelId);
    return this.conversations.find(channelId) ?? this.searchServersOf(userId, channelId);
  }

  private noteHomeOf(noteId: ChannelId): Promise<NoteHome | undefined> {
    const fetch = async () => this.options.findNoteHome?.(noteId);
    return this.notes.fresh(noteId) ?? this.notes.put(noteId, fetch());
  }

  /**
   * For a conversation that the index does not know: fetches the missing rules of the person's servers. Rules that are forgotten while
   * they are fetched stay out of the index, so a conversation that is missing then may still exist.
   */
  private async searchServersOf(userId: string, channelId: ChannelId): Promise<ConversationHome | undefined> {
    for (let round = 0; round < searchRounds; round += 1) {
      const before = this.forgotten;
      const memberships = await this.membershipsOf(userId);
      await this.rulesOf([...memberships.keys()]);
      const home = this.conversations.find(channelId);
      if (home || before === this.forgotten) return home;
    }
    throw new AppError('UNAVAILABLE', { retryAfterMs: 1_000 });
  }

  /** The member's access to the conversation's server, and the channel whose rules hold in the conversation. */
  private async memberAccessTo(
    userId: string,
    conversation: ConversationHome & { channelId: ChannelId },
  ): Promise<{ memberAccess: MemberAccess; channel: ChannelRules } | undefined> {
    const serverId = serverOf(conversation);
    const member = (await this.membershipsOf(userId)).get(serverId);
    // Checked first: strangers must not make this node fetch rules.
    if (!member) return undefined;
    const known = await this.rulesOfServer(serverId);
    const channel = known?.channels.get(ruledChannelOf(conversation));
    return known && channel && { memberAccess: { ...known, member }, channel };
  }

  private membershipsOf(userId: string): Promise<Map<ServerId, MemberRules>> {
    const fetch = async () => byServer(userId, await this.source.fetchMemberships(userId));
    return this.memberships.fresh(userId) ?? this.memberships.put(userId, fetch());
  }

  private async rulesOf(serverIds: readonly ServerId[]): Promise<Map<ServerId, IndexedRules>> {
    const missing = serverIds.filter((serverId) => !this.rules.fresh(serverId));
    for (let start = 0; start < missing.length; start += limits.serversPerUser)
      this.fetchRules(missing.slice(start, start + limits.serversPerUser));
    const answers = await Promise.all(
      serverIds.map(async (serverId) => [serverId, await this.rules.known(serverId)] as const),
    );
    return new Map(answers.flatMap(([serverId, rules]) => (rules ? [[serverId, rules]] : [])));
  }

  /** Fetches the rules of all these servers in one request. */
  private fetchRules(serverIds: ServerId[]): void {
    const fetched = this.source.fetchRules(serverIds);
    const find = async (serverId: ServerId) => {
      const found = (await fetched).find((each) => each.serverId === serverId);
      return found && indexRules(found);
    };
    for (const serverId of serverIds) void this.rules.put(serverId, find(serverId)).catch(() => undefined);
  }
}
