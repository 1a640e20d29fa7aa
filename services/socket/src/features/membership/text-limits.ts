import { countCharacters } from '@maru/contracts/graphemes';
import { perksOf, planAt, type Membership } from '@maru/contracts/membership';
import type { MembershipStore, PerkUse } from './membership-store.js';

interface TextLimitsDeps {
  memberships: Pick<MembershipStore, 'find' | 'recordUse'>;
  now?: () => Date;
}

/** The limit of an author for a text that is longer than FREE allows, in characters. */
export interface TextLimit {
  length: number;
  /** Of the author's plan. */
  max: number;
  /** The use of the plan that the text is if it fits; undefined if that is recorded already. */
  use: PerkUse | undefined;
}

const hourMs = 3_600_000;

/** Korea has one time zone and no summer time. Memberships begin and end with its days. */
const koreanDay = (at: Date) => new Date(at.getTime() + 9 * hourMs).toISOString().slice(0, 10);

/** One use per membership and day is told: refunds ask whether a span was used. */
const markOf = ({ plan, until }: Membership, at: Date) => `${plan}#${until}#${koreanDay(at)}`;

/** Applies the lengths of texts that plans allow. Only long texts cost a read. */
export class TextLimits {
  constructor(private readonly deps: TextLimitsDeps) {}

  /** Returns undefined for a text that every plan allows. */
  async limitOf(userId: string, text: string): Promise<TextLimit | undefined> {
    const length = countCharacters(text);
    if (length <= perksOf.free.messageText) return undefined;
    const at = this.deps.now?.() ?? new Date();
    const stored = await this.deps.memberships.find(userId);
    if (!stored) return { length, max: perksOf.free.messageText, use: undefined };
    const mark = markOf(stored.membership, at);
    const use = stored.lastUse === mark ? undefined : { userId, mark, at };
    return { length, max: perksOf[planAt(stored.membership, at)].messageText, use };
  }

  /** Call once the text is written. Texts that do not fit, kept by an edit of an older message, use no perk. */
  async recordUse({ length, max, use }: TextLimit): Promise<void> {
    if (use && length <= max) await this.deps.memberships.recordUse(use);
  }
}
