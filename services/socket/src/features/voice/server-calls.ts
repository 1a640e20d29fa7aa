import { resolvePermissions } from '@maru/contracts/permission-rules';
import { can } from '@maru/contracts/permissions';
import type { ChannelId, ServerId } from '@maru/contracts/primitives';
import type { VoiceRoom } from '@maru/contracts/socket/voice';
import { AppError } from '@maru/service-kit/app-error';
import { bounds } from '../../config/bounds.js';
import { CachedAnswers } from '../../platform/cached-answers.js';
import type { AccessCache } from '../access/access-cache.js';
import type { MemberAccess } from '../access/member-access.js';
import type { KnownRooms } from './known-rooms.js';
import { toVoiceRoom, type StoredRoom } from './room.js';
import type { RosterStore } from './roster-store.js';

const voiceChannelsOf = ({ rules }: MemberAccess) => rules.channels.filter(({ type }) => type === 'voice');

const seenChannelsOf = (memberAccess: MemberAccess): ChannelId[] => {
  const { rules, member } = memberAccess;
  return voiceChannelsOf(memberAccess)
    .filter((channel) => can(resolvePermissions({ rules, member, channel }), 'viewChannel'))
    .map(({ channelId }) => channelId);
};

/** Lists the calls of a server. Members who ask at about the same time share one read. */
export class ServerCalls {
  private readonly answers = new CachedAnswers<ServerId, StoredRoom[]>({
    max: bounds.cached.serverCalls,
    ttlMs: 1_000,
  });

  constructor(
    private readonly deps: {
      store: Pick<RosterStore, 'readRooms'>;
      rooms: KnownRooms;
      access: Pick<AccessCache, 'accessByServer' | 'whenCurrent'>;
    },
  ) {}

  /** Returns the calls with members whose channels the person may see. @throws NOT_FOUND for a person who is not a member. */
  async list(userId: string, serverId: ServerId): Promise<VoiceRoom[]> {
    await this.deps.access.whenCurrent();
    const memberAccess = (await this.deps.access.accessByServer(userId)).get(serverId);
    if (!memberAccess) throw new AppError('NOT_FOUND');
    const stored = await this.storedRooms(memberAccess);
    return seenChannelsOf(memberAccess)
      .flatMap((channelId) => this.deps.rooms.get(channelId) ?? stored.get(channelId) ?? [])
      .filter(({ members }) => members.length > 0)
      .map(toVoiceRoom);
  }

  /** The shared answer may be older than what this node knows. */
  private async storedRooms(memberAccess: MemberAccess): Promise<Map<ChannelId, StoredRoom>> {
    const { serverId } = memberAccess.rules;
    const read = () =>
      this.deps.store.readRooms(voiceChannelsOf(memberAccess).map(({ channelId }) => channelId));
    const stored = await (this.answers.fresh(serverId) ?? this.answers.put(serverId, read()));
    for (const room of stored) this.deps.rooms.put(room);
    return new Map(stored.map((room) => [room.channelId, room]));
  }
}
