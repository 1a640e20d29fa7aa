import type { ChannelId, ServerId } from '@maru/contracts/primitives';
import type { AccessCache } from '../access/access-cache.js';
import { audienceOf } from '../../platform/rooms.js';
import { windowRange } from './history.js';
import type { MessageRemoval, MessageStore } from './message-store.js';
import type { MessagesService } from './messages.service.js';
import type { ReadPointers } from '../read-pointers/read-pointers.repository.js';

interface PurgesDeps {
  store: MessageStore & MessageRemoval;
  messages: MessagesService;
  readPointers: ReadPointers;
  access: Pick<AccessCache, 'rulesOfServer'>;
}

interface AuthorPurge {
  serverId?: ServerId;
  authorId: string;
  since: string;
  /** Where an earlier call has come to. */
  before?: number;
}

/** How many messages one call looks at. */
const stepSize = 100;

/** Removing much at once: each call does a bounded part, and any call may be repeated. */
export class PurgesService {
  constructor(private readonly deps: PurgesDeps) {}

  /** Removes part of what is stored of a deleted channel; tells whether that was all. */
  async purgeChannel(channelId: ChannelId): Promise<boolean> {
    const { store, readPointers } = this.deps;
    const isMoreLeft = (await store.removeSome(channelId)) || (await readPointers.removeSomeIn(channelId));
    return !isMoreLeft;
  }

  /** Walks back from the newest message; gives where the next call goes on, `null` when everything since then is gone. */
  async purgeAuthor(
    channelId: ChannelId,
    { serverId, authorId, since, before }: AuthorPurge,
  ): Promise<number | null> {
    const { store, messages } = this.deps;
    const { lastSeq } = await store.readHead(channelId);
    const { from, to } = windowRange({ at: 'before', seq: before ?? lastSeq + 1, limit: stepSize }, lastSeq);
    const seen = await store.range(channelId, from, to);
    const theirs = seen.filter((message) => message.authorId === authorId && !message.deletedAt);
    const purged = theirs.filter(({ createdAt }) => createdAt >= since);
    const channel = await this.toldChannel(channelId, serverId);
    await Promise.all(purged.map(({ seq }) => messages.purge(channel, seq)));
    const [oldest] = seen;
    return oldest && oldest.seq > 1 && oldest.createdAt >= since ? oldest.seq : null;
  }

  /** The channel with its audience, as far as that is known. */
  private async toldChannel(channelId: ChannelId, serverId: ServerId | undefined) {
    const known = serverId && (await this.deps.access.rulesOfServer(serverId));
    const rules = known?.channels.get(channelId);
    if (!known || !rules) return { channelId };
    return { channelId, serverId: known.rules.serverId, audience: audienceOf(known.rules, rules) };
  }
}
