import type { ChannelId } from '@maru/contracts/primitives';
import type { Message, NoteCard } from '@maru/contracts/socket/messages';
import type { MeetingNote } from '@maru/contracts/socket/notes';
import type { AccessCache } from '../access/access-cache.js';
import { conversationIn, type AnnouncedConversation } from '../access/conversation.js';
import type { MessagesService } from '../messages/messages.service.js';
import { cardChannelFor } from './card-channel.js';
import type { CardStore } from './card-store.js';

interface NoteCardsDeps {
  cards: CardStore;
  access: Pick<AccessCache, 'whenCurrent' | 'rulesOfServer' | 'knownMember' | 'findInServer'>;
  messages: Pick<MessagesService, 'announce' | 'purge'>;
}

/**
 * Posts the card of a note that has ended, once, and takes it back. The place is stored before the card is written, and the card's nonce is
 * the note's: every step may be repeated, on any node.
 */
export class NoteCards {
  constructor(private readonly deps: NoteCardsDeps) {}

  /** Leaves the chore to the next round if an earlier attempt has chosen a place where the card no longer belongs. */
  async post(note: MeetingNote, size: Pick<NoteCard, 'lines' | 'participants'>): Promise<void> {
    const { cards } = this.deps;
    const { noteId, serverId, startedBy: authorId } = note;
    const conversation = await this.conversationFor(note);
    if (!conversation) return cards.finishCard(noteId, undefined);
    const wanted = { serverId, channelId: conversation.channelId, authorId };
    const place = await cards.chooseCard(noteId, wanted);
    if (!place) return;
    if (place.channelId !== wanted.channelId) return this.withdraw(noteId);
    const { channelId: voiceChannelId, topic, startedAt, endedAt } = note;
    // Only notes that have ended have this chore.
    const times = { startedAt, endedAt: endedAt ?? startedAt };
    const noteCard = { noteId, voiceChannelId, topic, ...times, ...size };
    const { seq } = await this.write(conversation, { noteId, authorId, noteCard });
    await cards.finishCard(noteId, { ...wanted, seq });
  }

  /** Replaces the card by a tombstone, if there is one. */
  async withdraw(noteId: ChannelId): Promise<void> {
    const { cards, access, messages } = this.deps;
    const place = await cards.findCard(noteId);
    if (!place) return;
    const { serverId, channelId, authorId } = place;
    const conversation = await access.findInServer(serverId, channelId);
    // The messages of a channel that is gone go with it.
    if (conversation) {
      // A message without a card takes the nonce, so that an attempt under way can't post the card afterwards.
      const seq = place.seq ?? (await this.write(conversation, { noteId, authorId })).seq;
      await messages.purge(conversation, seq);
    }
    await cards.forgetCard(noteId);
  }

  private write(
    conversation: AnnouncedConversation,
    { noteId, authorId, noteCard }: { noteId: ChannelId; authorId: string; noteCard?: NoteCard },
  ): Promise<Message> {
    const nonce = `note-ended-${noteId}`;
    return this.deps.messages.announce(conversation, {
      userId: authorId,
      nonce,
      system: 'note-ended',
      noteCard,
    });
  }

  /** A text channel, or the chat of the voice channel itself, by the rules of this moment. */
  private async conversationFor({
    serverId,
    startedBy,
    channelId,
  }: MeetingNote): Promise<AnnouncedConversation | undefined> {
    const { access } = this.deps;
    await access.whenCurrent();
    const known = await access.rulesOfServer(serverId);
    const voice = known?.channels.get(channelId);
    if (!known || !voice) return undefined;
    const member = await access.knownMember(startedBy, serverId);
    const chosen = member && cardChannelFor({ ...known, member }, voice);
    return conversationIn(known, (chosen && known.channels.get(chosen)) ?? voice);
  }
}
