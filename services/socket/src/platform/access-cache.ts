import type { ChannelType } from '@maru/contracts/channel-type';
import type { CompiledRules } from '@maru/contracts/content-rules';
import type { ContentRule } from '@maru/contracts/http/chat/content-rules';
import type { Membership } from '@maru/contracts/internal/access';
import {
  resolvePermissions,
  type ChannelRules,
  type MemberRules,
  type ServerRules,
} from '@maru/contracts/permission-rules';
import { can, type Permission, type PermissionSet } from '@maru/contracts/permissions';
import type { ChannelId, RoleId, ServerId } from '@maru/contracts/primitives';
import { AppError } from '@maru/service-kit/app-error';
import { bounds } from '../config/bounds.js';
import { CachedAnswers } from './cached-answers.js';
import { ContentRulesCache } from './content-rules-cache.js';
import { audienceOf } from './rooms.js';

/** One channel as one person may use it. */
export interface ChannelAccess {
  channelId: ChannelId;
  serverId: ServerId;
  /** Since when this person is a member of the server. */
  memberSince: string;
  type: ChannelType;
  permissions: PermissionSet;
  /** The room of all who may see the channel. */
  audience: string;
  /** How long this person has to wait between two messages. */
  slowModeSeconds: number;
  /** The person's roles in the server, for content rules that exempt some. */
  roleIds: readonly RoleId[];
}

/** A server's rules, with its channels by id. */
export interface IndexedRules {
  rules: ServerRules;
  channels: ReadonlyMap<ChannelId, ChannelRules>;
}

/** A person in one of their servers. */
export interface Standing extends IndexedRules {
  member: MemberRules;
}

/** Where permissions come from: the chat service. */
export interface AccessSource {
  fetchMemberships: (userId: string) => Promise<Membership[]>;
  fetchRules: (serverIds: ServerId[]) => Promise<ServerRules[]>;
  /** Those of a server that are in force. */
  fetchContentRules: (serverId: ServerId) => Promise<ContentRule[]>;
}

interface AccessCacheDeps extends AccessSource {
  /** A backstop for a lost invalidation; events make changes take effect at once. */
  ttlMs?: number;
  now?: () => number;
}

const index = (rules: ServerRules): IndexedRules => ({
  rules,
  channels: new Map(rules.channels.map((channel) => [channel.channelId, channel])),
});

/** Computed anew each time: time-outs end, and members settle, without anybody telling. */
const accessTo = (channel: ChannelRules, { rules, member }: Standing): ChannelAccess => {
  const { channelId, type } = channel;
  const permissions = resolvePermissions({ rules, member, channel });
  const isManager = can(permissions, 'manageMessages') || can(permissions, 'manageChannels');
  return {
    channelId,
    serverId: rules.serverId,
    memberSince: member.joinedAt,
    type,
    permissions,
    audience: audienceOf(rules, channel),
    slowModeSeconds: isManager ? 0 : channel.slowModeSeconds,
    roleIds: member.roleIds,
  };
};

const byServer = (userId: string, memberships: Membership[]): Map<ServerId, MemberRules> =>
  new Map(memberships.map(({ serverId, ...membership }) => [serverId, { userId, ...membership }]));

/**
 * What permissions are computed from, asked of the chat service: the memberships of each connected person once, the rules of each
 * server once, per node. A change makes just what it concerns go.
 */
export class AccessCache {
  private readonly memberships: CachedAnswers<string, Map<ServerId, MemberRules>>;
  private readonly rules: CachedAnswers<ServerId, IndexedRules | undefined>;
  private readonly contentRules: ContentRulesCache;

  constructor(private readonly deps: AccessCacheDeps) {
    const options = { ttlMs: deps.ttlMs ?? 60_000, staleMs: bounds.staleAccessMs, now: deps.now };
    this.memberships = new CachedAnswers({ ...options, max: bounds.cached.memberships });
    this.rules = new CachedAnswers({ ...options, max: bounds.cached.serverRules });
    this.contentRules = new ContentRulesCache((serverId) => deps.fetchContentRules(serverId), options);
  }

  /** Every server that the person is in. Throws UNAVAILABLE when the chat service can't be reached and nothing is cached. */
  async standings(userId: string): Promise<Map<ServerId, Standing>> {
    const memberships = await this.membershipsOf(userId);
    const rules = await this.rulesOf([...memberships.keys()]);
    const standings = new Map<ServerId, Standing>();
    for (const [serverId, member] of memberships) {
      const known = rules.get(serverId);
      if (known) standings.set(serverId, { ...known, member });
    }
    return standings;
  }

  /** A server's rules; undefined when it is gone. */
  async rulesOfServer(serverId: ServerId): Promise<IndexedRules | undefined> {
    return (await this.rulesOf([serverId])).get(serverId);
  }

  /** The person's membership as it was known last: for moving sockets, where a lost invalidation is not the question. */
  async knownMember(userId: string, serverId: ServerId): Promise<MemberRules | undefined> {
    const memberships = await (this.memberships.known(userId) ?? this.membershipsOf(userId));
    return memberships.get(serverId);
  }

  /** The channel as this person may use it. NOT_FOUND when they may not see it, FORBIDDEN when `permission` is lacking. */
  async requireChannel(userId: string, channelId: ChannelId, permission: Permission): Promise<ChannelAccess> {
    for (const standing of (await this.standings(userId)).values()) {
      const channel = standing.channels.get(channelId);
      if (!channel) continue;
      const access = accessTo(channel, standing);
      if (!can(access.permissions, 'viewChannel')) break;
      if (!can(access.permissions, permission)) throw new AppError('FORBIDDEN');
      return access;
    }
    throw new AppError('NOT_FOUND');
  }

  /** The channel as this person may use it; undefined when they may not see it. */
  async findChannel(userId: string, channelId: ChannelId): Promise<ChannelAccess | undefined> {
    return this.requireChannel(userId, channelId, 'viewChannel').catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'NOT_FOUND') return undefined;
      throw error;
    });
  }

  /** The server's content rules, fetched and compiled on the first message. */
  contentRulesOf(serverId: ServerId): Promise<CompiledRules> {
    return this.contentRules.of(serverId);
  }

  forgetContentRules(serverId: ServerId): void {
    this.contentRules.forget(serverId);
  }

  forgetMember(userId: string): void {
    this.memberships.forget(userId);
  }

  forgetServer(serverId: ServerId): void {
    this.rules.forget(serverId);
  }

  private membershipsOf(userId: string): Promise<Map<ServerId, MemberRules>> {
    const fetch = async () => byServer(userId, await this.deps.fetchMemberships(userId));
    return this.memberships.fresh(userId) ?? this.memberships.put(userId, fetch());
  }

  /** What is not cached is asked for in one request. */
  private async rulesOf(serverIds: readonly ServerId[]): Promise<Map<ServerId, IndexedRules>> {
    const missing = serverIds.filter((serverId) => !this.rules.fresh(serverId));
    if (missing.length > 0) {
      const fetched = this.deps.fetchRules(missing);
      const find = async (serverId: ServerId) => {
        const found = (await fetched).find((each) => each.serverId === serverId);
        return found && index(found);
      };
      for (const serverId of missing) void this.rules.put(serverId, find(serverId)).catch(() => undefined);
    }
    const answers = await Promise.all(
      serverIds.map(async (serverId) => [serverId, await this.rules.known(serverId)] as const),
    );
    return new Map(answers.flatMap(([serverId, rules]) => (rules ? [[serverId, rules]] : [])));
  }
}
