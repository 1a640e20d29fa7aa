import type { ChannelId, ServerId } from '@maru/contracts/primitives';
import type { AccessCache } from '../access/access-cache.js';
import type { AnnotationStore } from '../annotations/annotation-store.js';
import { windowRange } from './history.js';
import type { MessageRemoval, MessageStore } from './message-store.js';
import type { MessagesService } from './messages.service.js';
import type { ReadPointers } from '../read-pointers/read-pointers.repository.js';

interface PurgesDeps {
  store: MessageStore & MessageRemoval;
  annotations: Pick<AnnotationStore, 'removeSome'>;
  messages: MessagesService;
  readPointers: ReadPointers;
  access: Pick<AccessCache, 'findInServer'>;
  /** Removes a part of what else belongs to a deleted channel; returns whether any is left. */
  removeSomeElse: (channelId: ChannelId) => Promise<boolean>;
  /** Called when the purge of an author begins in a channel; resolves once it is certain to happen in what else belongs to the channel. */
  purgeAuthorElsewhere: (channelId: ChannelId, purge: { authorId: string; since: string }) => Promise<void>;
}

interface AuthorPurge {
  serverId?: ServerId;
  authorId: string;
  since: string;
  /** The seq at which an earlier call stopped. */
  before?: number;
}

/** Messages that one call looks at. */
const stepSize = 100;

/** Bulk removal: each call does a bounded part of the work and may be repeated. */
export class PurgesService {
  constructor(private readonly deps: PurgesDeps) {}

  /** Removes part of the data of a deleted channel; returns whether nothing is left. */
  async purgeChannel(channelId: ChannelId): Promise<boolean> {
    const { store, annotations, readPointers, removeSomeElse } = this.deps;
    const isMoreLeft =
      (await removeSomeElse(channelId)) ||
      (await annotations.removeSome(channelId)) ||
      (await store.removeSome(channelId)) ||
      (await readPointers.removeSomeIn(channelId));
    return !isMoreLeft;
  }

  /** Walks back from the newest message. Returns the seq at which the next call goes on, `null` when the purge is complete. */
  async purgeAuthor(
    channelId: ChannelId,
    { serverId, authorId, since, before }: AuthorPurge,
  ): Promise<number | null> {
    const { store, messages, purgeAuthorElsewhere } = this.deps;
    if (before === undefined) await purgeAuthorElsewhere(channelId, { authorId, since });
    const { lastSeq } = await store.readHead(channelId);
    const { from, to } = windowRange({ at: 'before', seq: before ?? lastSeq + 1, limit: stepSize }, lastSeq);
    const seen = await store.range(channelId, from, to);
    const theirs = seen.filter((message) => message.authorId === authorId && !message.deletedAt);
    const purged = theirs.filter(({ createdAt }) => createdAt >= since);
    const known = serverId && (await this.deps.access.findInServer(serverId, channelId));
    await Promise.all(purged.map(({ seq }) => messages.purge(known || { channelId }, seq)));
    const [oldest] = seen;
    return oldest && oldest.seq > 1 && oldest.createdAt >= since ? oldest.seq : null;
  }
}
