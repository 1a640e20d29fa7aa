import type { ChannelId, ServerId } from '@maru/contracts/primitives';

/** The message that is a note's card. */
export interface CardPlace {
  serverId: ServerId;
  channelId: ChannelId;
  authorId: string;
  /** Undefined while the message may be unwritten. */
  seq?: number;
}

/** Remembers the card of a note as long as anything is left of the note. After a throw the outcome is unknown. */
export interface CardStore {
  /** Keeps the first place that is chosen for the card, and returns it; undefined once the note is deleted. */
  chooseCard(noteId: ChannelId, place: CardPlace): Promise<CardPlace | undefined>;
  findCard(noteId: ChannelId): Promise<CardPlace | undefined>;
  /**
   * Drops the chore to post the card, which is written at `place` or has none. Changes nothing if the note was deleted meanwhile, or
   * another place was chosen.
   */
  finishCard(noteId: ChannelId, place: Required<CardPlace> | undefined): Promise<void>;
  /** Forgets the place, so that another one can be chosen. */
  forgetCard(noteId: ChannelId): Promise<void>;
}
