import { can } from '@maru/contracts/permissions';
import type { ChannelId } from '@maru/contracts/primitives';
import { AppError } from '@maru/service-kit/app-error';
import type { AccessCache } from '../access/access-cache.js';
import { entryWrite, routeOf, type EntryDeps } from './joins.js';
import { requireVoice, type VoiceAccess } from './places.js';
import { memberIn, type StoredMember } from './room.js';
import type { VoiceAnnouncer } from './voice-announcer.js';
import type { VoiceService } from './voice.service.js';

interface MoveDeps extends EntryDeps {
  access: Pick<AccessCache, 'findConversation' | 'requireConversation'>;
  announcer: Pick<VoiceAnnouncer, 'moved'>;
  voice: Pick<VoiceService, 'settle'>;
}

interface People {
  moverId: string;
  userId: string;
}

/** Moves of members into other calls, by moderators. */
export class Moves {
  constructor(private readonly deps: MoveDeps) {}

  /** @throws NOT_FOUND, FORBIDDEN, CALL_FULL, CHANNEL_NOT_VOICE */
  async move({ moverId, userId }: People, from: VoiceAccess, toChannelId: ChannelId): Promise<void> {
    if (toChannelId === from.channelId) return;
    const to = requireVoice(await this.deps.access.requireConversation(moverId, toChannelId, 'moveMembers'));
    if (to.serverId !== from.serverId) throw new AppError('NOT_FOUND');
    const moved = await this.write(userId, from, await this.entranceOf(userId, toChannelId));
    this.deps.announcer.moved(from.channelId, moved, toChannelId);
    // The member's access may have changed meanwhile.
    await this.deps.voice.settle(toChannelId, userId);
  }

  /** The mover's own right to exceed the limit of the channel holds for those whom they move. */
  private async entranceOf(userId: string, channelId: ChannelId): Promise<VoiceAccess> {
    const target = await this.deps.access.findConversation(userId, channelId);
    if (!target || !can(target.permissions, 'connect')) throw new AppError('FORBIDDEN');
    const channel = requireVoice(target);
    return { ...channel, voice: { ...channel.voice, userLimit: null } };
  }

  /** Returns the member as they were in the call that they leave. */
  private write(userId: string, from: VoiceAccess, channel: VoiceAccess): Promise<StoredMember> {
    let leaving: StoredMember | undefined;
    return this.deps.roster.write(async (write) => {
      const route = await routeOf(this.deps, userId, channel);
      const isDone = leaving && memberIn(route.target, userId)?.sessionId === leaving.sessionId;
      // The answer of an earlier attempt was lost.
      if (isDone) return leaving;
      leaving = memberIn(route.origin, userId);
      if (!leaving || route.origin?.channelId !== from.channelId) throw new AppError('NOT_FOUND');
      const entry = entryWrite(this.deps, route, {
        who: leaving,
        channel,
        marks: leaving.marks,
        takenFrom: from.channelId,
      });
      return (await write(entry.write)) ? leaving : undefined;
    });
  }
}
