import { contentRule, type ContentRule } from '@maru/contracts/http/chat/content-rules';
import { member, type Member } from '@maru/contracts/http/chat/members';
import type { FullServerRules, Membership } from '@maru/contracts/internal/access';
import { everyoneRoleId, type ServerRules } from '@maru/contracts/permission-rules';
import { ordinaryPermissions } from '@maru/contracts/permissions';
import type { ChannelId, RoleId, ServerId } from '@maru/contracts/primitives';
import { newId } from '@maru/service-kit/ids';
import type { MemberSource } from '../features/members/member-directory.js';
import { fullRules } from './full-rules.js';
import type { AccessSource } from '../features/access/access-cache.js';

/** A server with one text and one voice channel. */
export interface Place {
  serverId: ServerId;
  channelId: ChannelId;
  voiceId: ChannelId;
}

interface Community {
  rules: ServerRules;
  members: Map<string, Membership>;
  hoistedRoleIds: RoleId[];
  contentRules: ContentRule[];
}

const aContentRule = {
  name: '규칙',
  isEnabled: true,
  timeoutSeconds: 600,
  exemptRoleIds: [],
  exemptChannelIds: [],
};

/** Memberships and rules of servers, in place of the chat service. */
export class Communities implements AccessSource, MemberSource {
  private readonly all: Community[] = [];

  create(owner: string, ...members: string[]): Place {
    // The ids are new ULIDs, which the branded types can't express.
    const place = { serverId: newId(), channelId: newId(), voiceId: newId() } as unknown as Place;
    const channel = { categoryId: null, isSynced: true, overwrites: [], slowModeSeconds: 0 };
    this.all.push({
      rules: {
        serverId: place.serverId,
        ownerId: owner,
        verification: 'none',
        isRaidModeOn: false,
        roles: [{ roleId: everyoneRoleId(place.serverId), position: 0, permissions: ordinaryPermissions }],
        categories: [],
        channels: [
          { ...channel, channelId: place.channelId, type: 'text' },
          { ...channel, channelId: place.voiceId, type: 'voice' },
        ],
      },
      members: new Map(),
      hoistedRoleIds: [],
      contentRules: [],
    });
    for (const userId of [owner, ...members]) this.add(userId, place);
    return place;
  }

  remove(userId: string, { serverId }: Place): void {
    this.of(serverId).members.delete(userId);
  }

  add(userId: string, { serverId }: Place, membership: Partial<Membership> = {}): void {
    const fresh = {
      serverId,
      roleIds: [],
      joinedAt: '2026-01-01T00:00:00.000Z',
      timedOutUntil: null,
      isMuted: false,
      isDeafened: false,
    };
    this.of(serverId).members.set(userId, { ...fresh, ...membership });
  }

  /** Changes a server's rules. Nodes that have cached them need an event. */
  change({ serverId }: Place, change: (rules: ServerRules) => Partial<ServerRules>): void {
    const community = this.of(serverId);
    community.rules = { ...community.rules, ...change(community.rules) };
  }

  fetchMemberships = async (userId: string): Promise<Membership[]> =>
    this.all.flatMap(({ members }) => members.get(userId) ?? []);

  fetchMembershipsOf = async (userIds: string[]) =>
    (
      await Promise.all(
        userIds.map(async (userId) =>
          (await this.fetchMemberships(userId)).map((membership) => ({ ...membership, userId })),
        ),
      )
    ).flat();

  fetchRules = async (serverIds: ServerId[]): Promise<FullServerRules[]> =>
    this.all
      .filter(({ rules }) => serverIds.includes(rules.serverId))
      .map(({ rules, hoistedRoleIds }) => fullRules(rules, hoistedRoleIds));

  fetchContentRules = async (serverId: ServerId): Promise<ContentRule[]> => this.of(serverId).contentRules;

  /** Replaces the server's content rules. */
  forbid({ serverId }: Place, ...rules: Pick<ContentRule, 'trigger' | 'action'>[]): void {
    this.of(serverId).contentRules = rules.map((rule) =>
      contentRule.parse({ ...aContentRule, contentRuleId: newId(), serverId, ...rule }),
    );
  }

  hoist({ serverId }: Place, ...roleIds: RoleId[]): void {
    this.of(serverId).hoistedRoleIds = roleIds;
  }

  fetchMembers = async (serverId: ServerId): Promise<Member[]> =>
    [...this.of(serverId).members].map(([userId, membership]) => member.parse({ userId, ...membership }));

  delete({ serverId }: Place): void {
    this.all.splice(this.all.indexOf(this.of(serverId)), 1);
  }

  private of(serverId: ServerId): Community {
    const found = this.all.find(({ rules }) => rules.serverId === serverId);
    if (!found) throw new Error('no such server');
    return found;
  }
}
