import { isDeepStrictEqual } from 'node:util';
import { channelId, serverId, userId } from '@maru/contracts/primitives';
import { messageBody, messageText } from '@maru/contracts/socket/message-body';
import { channelHead, message, nonce, systemMessageKind } from '@maru/contracts/socket/messages';
import type { Message } from '@maru/contracts/socket/messages';
import { AppError } from '@maru/service-kit/app-error';
import { z } from 'zod';
import type { ClusterCalls } from '../../platform/cluster-calls.js';
import type { MessageDraft, Revise } from './channel-writer.js';
import type { Changed, ChannelWrites, ToldChannel, WrittenChannel } from './channel-writes.js';
import type { MessageStore } from './message-store.js';

const channel = z.object({ channelId });
const toldChannel = channel.extend({
  serverId,
  audience: z.string().regex(/^(server|viewers):[\w:]{1,128}$/),
});
const author = { authorId: userId, nonce };

/** What one node asks another to write; every check has been made where the member is connected. */
const handedWrite = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('send'),
    channel: toldChannel,
    draft: z.union([
      z.object({ ...author, body: messageBody.extend({ text: messageText }) }),
      z.object({
        ...author,
        body: messageBody.extend({ text: z.literal('') }),
        system: systemMessageKind,
      }),
    ]),
  }),
  // The whole next version: a call that arrives too late finds a newer one in its place, and changes nothing.
  z.object({ kind: z.literal('change'), channel: z.union([toldChannel, channel]), next: message }),
]);
type HandedWrite = z.input<typeof handedWrite>;

const changed = z.object({ message, changes: channelHead.shape.changes });

interface HandedWritesDeps {
  local: ChannelWrites;
  calls: Pick<ClusterCalls, 'otherNodeOf' | 'call'>;
  store: Pick<MessageStore, 'find'>;
}

const isSameVersion = (one: Message, other: Message): boolean =>
  one.version === other.version &&
  one.deletedAt === other.deletedAt &&
  isDeepStrictEqual(one.body, other.body);

const replaceBy =
  (next: Message): Revise =>
  (current) => {
    if (isSameVersion(current, next)) return current;
    if (current.version !== next.version - 1 || current.deletedAt) throw new AppError('CONFLICT');
    return next;
  };

/** What the other node needs: callers know more of a channel. */
const toldPart = ({ channelId: id, serverId: of, audience }: ToldChannel): ToldChannel => ({
  channelId: id,
  serverId: of,
  audience,
});
const writtenPart = (to: WrittenChannel): WrittenChannel =>
  'audience' in to ? toldPart(to) : { channelId: to.channelId };

/**
 * Lets one node at a time write a channel, so that nodes don't contend for its head. That is only the fast path: without an answer this
 * node writes by itself, and the store's conditions decide what is written, once.
 */
export class HandedWrites implements ChannelWrites {
  constructor(private readonly deps: HandedWritesDeps) {}

  async send(to: ToldChannel, draft: MessageDraft): Promise<Message> {
    const node = this.deps.calls.otherNodeOf(to.channelId);
    const sent = node && (await this.hand(node, { kind: 'send', channel: toldPart(to), draft }, message));
    return sent || this.deps.local.send(to, draft);
  }

  async change(to: WrittenChannel, seq: number, revise: Revise): Promise<Changed> {
    const node = this.deps.calls.otherNodeOf(to.channelId);
    const current = node && (await this.deps.store.find(to.channelId, seq));
    // Throws here what the member may not do; the other node only learns the result.
    const next = current && revise(current);
    const isChanging = next && next !== current;
    const result =
      isChanging && (await this.hand(node, { kind: 'change', channel: writtenPart(to), next }, changed));
    return result || this.deps.local.change(to, seq, revise);
  }

  private async hand<T>(node: string, write: HandedWrite, answer: z.ZodType<T>): Promise<T | undefined> {
    const outcome = await this.deps.calls.call(node, write);
    return outcome.isDone ? answer.safeParse(outcome.result).data : undefined;
  }
}

/** Writes here what other nodes hand over. */
export const writeHanded =
  (local: ChannelWrites) =>
  async (payload: unknown): Promise<Message | Changed> => {
    const write = handedWrite.parse(payload);
    if (write.kind === 'send') return local.send(write.channel, write.draft);
    if (write.next.channelId !== write.channel.channelId) throw new AppError('CONFLICT');
    return local.change(write.channel, write.next.seq, replaceBy(write.next));
  };
