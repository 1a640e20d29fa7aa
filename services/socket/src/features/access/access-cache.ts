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
import { limits } from '@maru/contracts/limits';
import type { ChannelId, RoleId, ServerId } from '@maru/contracts/primitives';
import { AppError } from '@maru/service-kit/app-error';
import { bounds } from '../../config/bounds.js';
import { CachedAnswers } from '../../platform/cached-answers.js';
import { ContentRulesCache } from './content-rules-cache.js';
import { audienceOf } from '../../platform/rooms.js';

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
  /** The same of several people in one request. */
  fetchMembershipsOf: (userIds: string[]) => Promise<(Membership & { userId: string })[]>;
  fetchRules: (serverIds: ServerId[]) => Promise<ServerRules[]>;
  /** Those of a server that are in force. */
  fetchContentRules: (serverId: ServerId) => Promise<ContentRule[]>;
}

interface AccessCacheOptions {
  /** A backstop for a lost invalidation; events make changes take effect at once. */
  ttlMs?: number;
  now?: () => number;
  /** Resolves when this node knows of every change until a moment ago; throws UNAVAILABLE when it can't know. */
  whenCurrent?: () => Promise<void>;
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

const byUser = (memberships: (Membership & { userId: string })[]) => {
  const all = new Map<string, Membership[]>();
  for (const { userId, ...membership } of memberships)
    all.set(userId, [...(all.get(userId) ?? []), membership]);
  return all;
};

/** Half of what a socket's access may be old at most: it is settled as often again, from answers that are as old as this. */
const defaultTtlMs = 25_000;

/**
 * What permissions are computed from, asked of the chat service: the memberships of each connected person once, the rules of each
 * server once, per node. A change makes just what it concerns go.
 */
export class AccessCache {
  private readonly memberships: CachedAnswers<string, Map<ServerId, MemberRules>>;
  private readonly rules: CachedAnswers<ServerId, IndexedRules | undefined>;
  private readonly contentRules: ContentRulesCache;
  /** Counts what was forgotten: standings that were computed meanwhile may be outdated. */
  private forgotten = 0;

  constructor(
    private readonly source: AccessSource,
    private readonly options: AccessCacheOptions = {},
  ) {
    const { ttlMs = defaultTtlMs, now } = options;
    const shared = { ttlMs, staleMs: bounds.staleAccessMs, now };
    this.memberships = new CachedAnswers({ ...shared, max: bounds.cached.memberships });
    this.rules = new CachedAnswers({ ...shared, max: bounds.cached.serverRules });
    this.contentRules = new ContentRulesCache((serverId) => source.fetchContentRules(serverId), shared);
  }

  /** Resolves when this node knows of every change until a moment ago. Throws UNAVAILABLE when it can't know. */
  async whenCurrent(): Promise<void> {
    await this.options.whenCurrent?.();
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

  /**
   * Passes on the person's standings at a moment when nothing of them is outdated; `settle` has to take effect before it awaits anything.
   */
  async withStandings<T>(userId: string, settle: (standings: Map<ServerId, Standing>) => T): Promise<T> {
    for (;;) {
      const before = this.forgotten;
      const standings = await this.standings(userId);
      if (before === this.forgotten) return settle(standings);
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
    await this.whenCurrent();
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

  prepareContentRules(serverId: ServerId): void {
    this.contentRules.prepare(serverId);
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

  /** Nothing that was known before may serve any more, not even while the chat service is down. */
  forgetAll(): void {
    this.forgotten += 1;
    this.memberships.clear();
    this.rules.clear();
    this.contentRules.clear();
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

  /** Asks for all of them in one request. */
  private fetchRules(serverIds: ServerId[]): void {
    const fetched = this.source.fetchRules(serverIds);
    const find = async (serverId: ServerId) => {
      const found = (await fetched).find((each) => each.serverId === serverId);
      return found && index(found);
    };
    for (const serverId of serverIds) void this.rules.put(serverId, find(serverId)).catch(() => undefined);
  }
}
