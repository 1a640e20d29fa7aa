import type { Access } from '@maru/contracts/internal/access';
import { can, type Permission, type PermissionSet } from '@maru/contracts/permissions';
import type { ChannelId, ServerId } from '@maru/contracts/primitives';
import { AppError } from '@maru/service-kit/app-error';

/** One channel as one person may use it. */
export interface ChannelAccess {
  channelId: ChannelId;
  serverId: ServerId;
  type: 'text' | 'voice';
  permissions: PermissionSet;
}

export interface UserAccess {
  serverIds: ReadonlySet<ServerId>;
  channels: ReadonlyMap<ChannelId, ChannelAccess>;
}

interface Entry {
  access: Promise<UserAccess>;
  expiresAt: number;
}

interface AccessCacheDeps {
  fetchAccess: (userId: string) => Promise<Access>;
  /** A backstop for a lost invalidation; events make changes take effect at once. */
  ttlMs?: number;
  now?: () => number;
}

const toUserAccess = ({ servers }: Access): UserAccess => ({
  serverIds: new Set(servers.map((server) => server.serverId)),
  channels: new Map(
    servers.flatMap(({ serverId, channels }) =>
      channels.map((each) => [each.channelId, { ...each, serverId }] as const),
    ),
  ),
});

/**
 * What each connected person may do, asked of the chat service once per person and node. A change makes the entry go;
 * an answer that was asked for before the change is then nobody's entry any more, so it can't outlive it.
 */
export class AccessCache {
  private readonly entries = new Map<string, Entry>();

  constructor(private readonly deps: AccessCacheDeps) {}

  /** Throws UNAVAILABLE when the chat service can't be reached and nothing is cached. */
  get(userId: string): Promise<UserAccess> {
    const known = this.entries.get(userId);
    if (known && known.expiresAt > this.now()) return known.access;
    const access = this.deps.fetchAccess(userId).then(toUserAccess);
    const entry = { access, expiresAt: this.now() + (this.deps.ttlMs ?? 60_000) };
    this.entries.set(userId, entry);
    access.catch(() => {
      if (this.entries.get(userId) === entry) this.entries.delete(userId);
    });
    return access;
  }

  /** Whether nothing has changed since `get` gave `access`. */
  async isCurrent(userId: string, access: UserAccess): Promise<boolean> {
    const entry = this.entries.get(userId);
    return entry !== undefined && (await entry.access.catch(() => undefined)) === access;
  }

  /** The channel as this person may use it. NOT_FOUND when they may not see it, FORBIDDEN when `permission` is lacking. */
  async requireChannel(userId: string, channelId: ChannelId, permission: Permission): Promise<ChannelAccess> {
    const channel = (await this.get(userId)).channels.get(channelId);
    if (!channel || !can(channel.permissions, 'viewChannel')) throw new AppError('NOT_FOUND');
    if (!can(channel.permissions, permission)) throw new AppError('FORBIDDEN');
    return channel;
  }

  forget(userId: string): void {
    this.entries.delete(userId);
  }

  /** For changes that concern a whole server; rare, so everybody is asked anew when they next do something. */
  forgetEverybody(): void {
    this.entries.clear();
  }

  private now(): number {
    return this.deps.now?.() ?? Date.now();
  }
}
