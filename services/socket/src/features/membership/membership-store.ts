import type { Membership } from '@maru/contracts/membership';

/** A membership as the user service has told it last. */
export interface StoredMembership {
  membership: Membership;
  /** The mark of the latest use that was recorded. */
  lastUse: string | undefined;
}

/** A use of a perk. Uses with the same mark are one. */
export interface PerkUse {
  userId: string;
  mark: string;
  at: Date;
}

export interface MembershipStore {
  /** Reads every change that was stored before. */
  find(userId: string): Promise<StoredMembership | undefined>;
  /** Replaces the membership. Another one forgets the mark of the latest use: after a refund, the next span may have the same end. */
  put(userId: string, membership: Membership): Promise<void>;
  remove(userId: string): Promise<void>;
  /** Stores the mark together with an event for the user service; a repeat of the latest mark does nothing. */
  recordUse(use: PerkUse): Promise<void>;
}
