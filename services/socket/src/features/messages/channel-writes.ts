import type { Message } from '@maru/contracts/socket/messages';
import type { ChannelAccess } from '../access/access-cache.js';
import type { MessageDraft, Revise } from './channel-writer.js';

/** A channel with its audience, as the writer saw it last. */
export type ToldChannel = Pick<ChannelAccess, 'channelId' | 'serverId' | 'audience'>;

/** The audience is unknown where a change is only told to those who have the channel open. */
export type WrittenChannel = ToldChannel | Pick<ToldChannel, 'channelId'>;

export type Changed = { message: Message; changes: number };

/** Writes messages of all channels and announces them; every check has been made before. */
export interface ChannelWrites {
  /** Resolves with the stored message; the same author and nonce end in the same message. */
  send(channel: ToldChannel, draft: MessageDraft): Promise<Message>;
  /** Resolves with the next version; `revise` may throw to refuse, and may be called again. */
  change(channel: WrittenChannel, seq: number, revise: Revise): Promise<Changed>;
}
