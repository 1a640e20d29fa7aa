import { isDeepStrictEqual } from 'node:util';
import { channelId, userId } from '@maru/contracts/primitives';
import { conversationHome } from '@maru/contracts/socket/conversations';
import { messageBody, messageText } from '@maru/contracts/socket/message-body';
import { channelHead, message, nonce, noteCard, systemMessageKind } from '@maru/contracts/socket/messages';
import type { Message } from '@maru/contracts/socket/messages';
import { AppError } from '@maru/service-kit/app-error';
import { z } from 'zod';
import type { ClusterCalls } from '../../platform/cluster-calls.js';
import type { MessageDraft, Revise } from './channel-writer.js';
import { homeOf, type AnnouncedConversation } from '../access/conversation.js';
import type { Changed, ChangingMessage, ChannelWrites, WrittenConversation } from './channel-writes.js';
import type { MessageStore } from './message-store.js';
import { writeNote } from './write-note.js';

const named = z.object({ channelId });
const announced = conversationHome.and(
  named.extend({ audience: z.string().regex(/^(server|viewers):[\w:]{1,128}$/) }),
);
const author = { authorId: userId, nonce };
const noted = { note: writeNote.optional() };

/** A write that one node hands to another; the node that the member is connected to has made every check. */
const handedWrite = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('send'),
    conversation: announced,
    draft: z.union([
      z.object({ ...author, ...noted, body: messageBody.extend({ text: messageText }) }),
      z.object({
        ...author,
        body: messageBody.extend({ text: z.literal('') }),
        system: systemMessageKind,
        noteCard: noteCard.optional(),
      }),
    ]),
  }),
  // The whole next version: a call that arrives too late finds a newer version and changes nothing.
  z.object({
    kind: z.literal('change'),
    conversation: z.union([announced, named]),
    next: message,
    ...noted,
  }),
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

/** The part of a conversation that the other node needs: callers pass all of a member's access. */
const announcedPart = (to: AnnouncedConversation): AnnouncedConversation => ({
  ...homeOf(to),
  channelId: to.channelId,
  audience: to.audience,
});
const writtenPart = (to: WrittenConversation): WrittenConversation =>
  'audience' in to ? announcedPart(to) : { channelId: to.channelId };

/**
 * Lets one node at a time write a conversation, so that nodes do not contend for its head. That is only the fast path: without an answer
 * this node writes by itself, and the store's conditions let each write happen once.
 */
export class HandedWrites implements ChannelWrites {
  constructor(private readonly deps: HandedWritesDeps) {}

  async send(to: AnnouncedConversation, draft: MessageDraft): Promise<Message> {
    const node = this.deps.calls.otherNodeOf(to.channelId);
    const sent =
      node && (await this.hand(node, { kind: 'send', conversation: announcedPart(to), draft }, message));
    return sent || this.deps.local.send(to, draft);
  }

  async change(to: WrittenConversation, changing: ChangingMessage, revise: Revise): Promise<Changed> {
    const { seq, note } = changing;
    const node = this.deps.calls.otherNodeOf(to.channelId);
    const current = node && (await this.deps.store.find(to.channelId, seq));
    // A change that the member may not make throws here; the other node only gets the result.
    const next = current && revise(current);
    const isChanging = next && next !== current;
    const result =
      isChanging &&
      (await this.hand(node, { kind: 'change', conversation: writtenPart(to), next, note }, changed));
    return result || this.deps.local.change(to, changing, revise);
  }

  private async hand<T>(node: string, write: HandedWrite, answer: z.ZodType<T>): Promise<T | undefined> {
    const outcome = await this.deps.calls.call(node, write);
    return outcome.isDone ? answer.safeParse(outcome.result).data : undefined;
  }
}

/** Carries out the writes that other nodes hand over. */
export const writeHanded =
  (local: ChannelWrites) =>
  async (payload: unknown): Promise<Message | Changed> => {
    const write = handedWrite.parse(payload);
    if (write.kind === 'send') return local.send(write.conversation, write.draft);
    if (write.next.channelId !== write.conversation.channelId) throw new AppError('CONFLICT');
    const { conversation, next, note } = write;
    return local.change(conversation, { seq: next.seq, note }, replaceBy(next));
  };
