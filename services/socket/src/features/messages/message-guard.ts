import type { AppliedRule } from '@maru/contracts/content-rules';
import { countCharacters } from '@maru/contracts/graphemes';
import { AppError } from '@maru/service-kit/app-error';
import { newId } from '@maru/service-kit/ids';
import type { Logger } from '@maru/service-kit/logger';
import { moderatedAt, type ConversationAccess } from '../access/conversation.js';
import type { TextLimit, TextLimits } from '../membership/text-limits.js';
import { stableId } from '../../platform/stable-id.js';
import type { MessageDraft } from './channel-writer.js';
import type { MessageStore } from './message-store.js';
import type { Cooldown, Cooldowns } from './cooldowns.repository.js';
import { isForbidding, textBlocked, type TextRules } from './text-rules.js';
import type { WriteNote } from './write-note.js';

interface MessageGuardDeps {
  store: Pick<MessageStore, 'isWritten' | 'find'>;
  cooldowns: Cooldowns;
  rules: TextRules;
  lengths: Pick<TextLimits, 'limitOf' | 'recordUse'>;
  log: Logger;
}

/** A new text for a message, by the member who wants to change it. */
export interface Edit {
  userId: string;
  seq: number;
  text: string;
}

/** A text that may be written now. The caller writes it with the note, and passes the admission to `confirm`, or to `withdraw` when that failed. */
export interface Admission {
  /** The content rule that the text breaks. */
  readonly rule: AppliedRule | undefined;
  /** Reports the text to moderators once it is written, if the rule demands it. */
  readonly note: WriteNote | undefined;
  /** The cooldown that the text has started in slow mode. */
  readonly cooldown: Cooldown | undefined;
  /** Set for texts longer than FREE allows. */
  readonly limit: TextLimit | undefined;
}

/** The field of a request that has a message's text. */
const field = 'body.text';

const textTooLong = ({ max }: TextLimit) =>
  new AppError('MESSAGE_TOO_LONG', { fields: { [field]: String(max) } });

/** In a channel with slow mode an author waits at most this long between two edits. */
const maxEditPauseSeconds = 60;

const flagOf = (conversation: ConversationAccess, rule: AppliedRule | undefined): WriteNote | undefined =>
  rule?.action === 'flag'
    ? { kind: 'flagged', ...moderatedAt(conversation), contentRuleId: rule.contentRuleId }
    : undefined;

/**
 * Applies the author's plan, the server's content rules and slow mode to each text before it is written: admit → write with the note →
 * confirm.
 */
export class MessageGuard {
  constructor(private readonly deps: MessageGuardDeps) {}

  /** Admits a new message. Throws MESSAGE_TOO_LONG, MESSAGE_BLOCKED or SLOW_MODE, but never for a repeat of a stored message. */
  async admit(conversation: ConversationAccess, draft: MessageDraft): Promise<Admission> {
    const { authorId: userId, nonce, body } = draft;
    const { channelId } = conversation;
    const { rules, lengths } = this.deps;
    const limit = await lengths.limitOf(userId, body.text);
    if (limit && limit.length > limit.max && !(await this.isWritten(channelId, draft)))
      throw textTooLong(limit);
    const rule = await rules.brokenBy(conversation, body.text);
    if (isForbidding(rule) && !(await this.isWritten(channelId, draft))) {
      const violationId = stableId('refused', channelId, userId, nonce);
      await rules.refuse(conversation, rule, { violationId, userId, seq: null, text: body.text, field });
    }
    const cooldown = await this.startCooldown(
      { channelId, userId, nonce },
      conversation.slowModeSeconds,
      () => this.isWritten(channelId, draft),
    );
    return { rule, cooldown, limit, note: flagOf(conversation, rule) };
  }

  /**
   * Admits an edit. Throws MESSAGE_BLOCKED when it changes the caller's own message to a forbidden text, and SLOW_MODE when their last
   * edit in a channel with slow mode was a moment ago: edits must not stand in for messages.
   */
  async admitEdit(conversation: ConversationAccess, edit: Edit): Promise<Admission> {
    const { userId, seq, text } = edit;
    const { channelId } = conversation;
    const { rules, lengths } = this.deps;
    const limit = await lengths.limitOf(userId, text);
    const rule = await rules.brokenBy(conversation, text);
    if (isForbidding(rule) && (await this.changesOwnText(channelId, edit)))
      await rules.refuse(conversation, rule, { violationId: newId(), userId, seq, text, field });
    const seconds = Math.min(conversation.slowModeSeconds, maxEditPauseSeconds);
    const wanted = { channelId: `${channelId}#edits`, userId, nonce: stableId('edit', seq, text) };
    const cooldown = await this.startCooldown(wanted, seconds);
    return { rule, cooldown, limit, note: flagOf(conversation, rule) };
  }

  /**
   * Checks an admitted edit against the text that it replaces. Throws MESSAGE_BLOCKED for a forbidden text that was admitted as no change, when
   * the message has changed since, and MESSAGE_TOO_LONG for a text that is longer than both the author's plan allows and the one before.
   */
  requireEdit({ rule, limit }: Admission, before: string): void {
    if (isForbidding(rule)) throw textBlocked(rule, field);
    if (limit && limit.length > Math.max(limit.max, countCharacters(before))) throw textTooLong(limit);
  }

  /** Call once the text is written. Throws if a use of a perk could not be recorded; a repeat of the text records it. */
  async confirm({ limit }: Admission): Promise<void> {
    if (limit) await this.deps.lengths.recordUse(limit);
  }

  /** Cancels the cooldown of a text that was not written. */
  async withdraw({ cooldown }: Admission): Promise<void> {
    const { cooldowns, log } = this.deps;
    if (cooldown)
      await cooldowns.cancel(cooldown).catch((err: unknown) => log.warn({ err }, 'cooldown not cancelled'));
  }

  private async changesOwnText(channelId: string, { userId, seq, text }: Edit): Promise<boolean> {
    const current = await this.deps.store.find(channelId, seq);
    if (!current || current.authorId !== userId || current.system || current.deletedAt) return false;
    return current.body.text !== text;
  }

  /** Throws SLOW_MODE. Returns undefined where the author need not wait. */
  private async startCooldown(
    cooldown: Cooldown,
    seconds: number,
    isRepeat?: () => Promise<boolean>,
  ): Promise<Cooldown | undefined> {
    if (seconds === 0) return undefined;
    const retryAfterMs = await this.deps.cooldowns.start(cooldown, seconds);
    if (retryAfterMs > 0 && !(await isRepeat?.())) throw new AppError('SLOW_MODE', { retryAfterMs });
    return cooldown;
  }

  private isWritten(channelId: string, draft: MessageDraft): Promise<boolean> {
    return this.deps.store.isWritten(channelId, draft);
  }
}
