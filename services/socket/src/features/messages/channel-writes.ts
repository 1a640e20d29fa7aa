import type { Message } from '@maru/contracts/socket/messages';
import type { AnnouncedConversation } from '../access/conversation.js';
import type { MessageDraft, Revise } from './channel-writer.js';
import type { WriteNote } from './write-note.js';

/** Without its audience, a change is announced only to those who have the conversation open. */
export type WrittenConversation = AnnouncedConversation | Pick<AnnouncedConversation, 'channelId'>;

export interface ChangingMessage {
  seq: number;
  note?: WriteNote;
}

export type Changed = { message: Message; changes: number };

/** Writes messages of all conversations and announces them; the caller has made every check. */
export interface ChannelWrites {
  /** Resolves with the stored message; the same author and nonce end in the same message. */
  send(conversation: AnnouncedConversation, draft: MessageDraft): Promise<Message>;
  /** Resolves with the message as `revise` leaves it; `revise` may throw to refuse, and may be called several times. */
  change(conversation: WrittenConversation, changing: ChangingMessage, revise: Revise): Promise<Changed>;
}
