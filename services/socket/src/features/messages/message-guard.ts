import { brokenRule, type AppliedRule, type CompiledRules } from '@maru/contracts/content-rules';
import type { ConversationHome } from '@maru/contracts/socket/conversations';
import { AppError } from '@maru/service-kit/app-error';
import { newId } from '@maru/service-kit/ids';
import type { Logger } from '@maru/service-kit/logger';
import { serverOf, type ConversationAccess } from '../access/conversation.js';
import { stableId } from '../../platform/stable-id.js';
import type { MessageDraft } from './channel-writer.js';
import type { MessageStore } from './message-store.js';
import type { ModerationLog, Violation } from './moderation-log.js';
import type { Cooldown, Cooldowns } from './cooldowns.repository.js';
import type { WriteNote } from './write-note.js';

interface MessageGuardDeps {
  store: Pick<MessageStore, 'isWritten' | 'find'>;
  cooldowns: Cooldowns;
  moderation: ModerationLog;
  contentRulesOf: (conversation: ConversationHome) => Promise<CompiledRules>;
  log: Logger;
}

/** A new text for a message, by the member who wants to change it. */
export interface Edit {
  userId: string;
  seq: number;
  text: string;
}

/** A text that may be written now. The caller writes it with the note, and passes the admission to `withdraw` when that failed. */
interface Admission {
  /** The content rule that the text breaks. */
  readonly rule: AppliedRule | undefined;
  /** Reports the text to moderators once it is written, if the rule demands it. */
  readonly note: WriteNote | undefined;
  /** The cooldown that the text has started in slow mode. */
  readonly cooldown: Cooldown | undefined;
}

type Offence = Omit<Violation, 'contentRuleId' | 'channelId'>;

/** In a channel with slow mode an author waits at most this long between two edits. */
const maxEditPauseSeconds = 60;

const isForbidding = (rule: AppliedRule | undefined): rule is AppliedRule =>
  rule !== undefined && rule.action !== 'flag';

const flagOf = (conversation: ConversationAccess, rule: AppliedRule | undefined): WriteNote | undefined =>
  rule?.action === 'flag'
    ? { kind: 'flagged', serverId: serverOf(conversation), contentRuleId: rule.contentRuleId }
    : undefined;

const messageBlocked = ({ kind }: AppliedRule): AppError =>
  new AppError('MESSAGE_BLOCKED', { fields: { 'body.text': kind } });

/** Applies the server's content rules and slow mode to each text before it is written: admit → write with the note. */
export class MessageGuard {
  constructor(private readonly deps: MessageGuardDeps) {}

  /** Admits a new message. Throws MESSAGE_BLOCKED or SLOW_MODE, but never for a repeat of a stored message. */
  async admit(conversation: ConversationAccess, draft: MessageDraft): Promise<Admission> {
    const { authorId: userId, nonce, body } = draft;
    const { channelId } = conversation;
    const rule = await this.brokenBy(conversation, body.text);
    if (isForbidding(rule) && !(await this.isWritten(channelId, draft))) {
      const violationId = stableId('refused', channelId, userId, nonce);
      await this.refuse(conversation, rule, { violationId, userId, seq: null, text: body.text });
    }
    const cooldown = await this.startCooldown(
      { channelId, userId, nonce },
      conversation.slowModeSeconds,
      () => this.isWritten(channelId, draft),
    );
    return { rule, cooldown, note: flagOf(conversation, rule) };
  }

  /**
   * Admits an edit. Throws MESSAGE_BLOCKED when it changes the caller's own message to a forbidden text, and SLOW_MODE when their last
   * edit in a channel with slow mode was a moment ago: edits must not stand in for messages.
   */
  async admitEdit(conversation: ConversationAccess, edit: Edit): Promise<Admission> {
    const { userId, seq, text } = edit;
    const { channelId } = conversation;
    const rule = await this.brokenBy(conversation, text);
    if (isForbidding(rule) && (await this.changesOwnText(channelId, edit)))
      await this.refuse(conversation, rule, { violationId: newId(), userId, seq, text });
    const seconds = Math.min(conversation.slowModeSeconds, maxEditPauseSeconds);
    const wanted = { channelId: `${channelId}#edits`, userId, nonce: stableId('edit', seq, text) };
    return { rule, cooldown: await this.startCooldown(wanted, seconds), note: flagOf(conversation, rule) };
  }

  /** Throws MESSAGE_BLOCKED for a forbidden text that was admitted as no change, when the message has changed since. */
  requireUnforbidden({ rule }: Admission): void {
    if (isForbidding(rule)) throw messageBlocked(rule);
  }

  /** Cancels the cooldown of a text that was not written. */
  async withdraw({ cooldown }: Admission): Promise<void> {
    const { cooldowns, log } = this.deps;
    if (cooldown)
      await cooldowns.cancel(cooldown).catch((err: unknown) => log.warn({ err }, 'cooldown not cancelled'));
  }

  private async brokenBy(conversation: ConversationAccess, text: string): Promise<AppliedRule | undefined> {
    return brokenRule(text, await this.deps.contentRulesOf(conversation), conversation);
  }

  private async changesOwnText(channelId: string, { userId, seq, text }: Edit): Promise<boolean> {
    const current = await this.deps.store.find(channelId, seq);
    if (!current || current.authorId !== userId || current.system || current.deletedAt) return false;
    return current.body.text !== text;
  }

  /** Throws MESSAGE_BLOCKED once the author is timed out, if the rule demands it. */
  private async refuse(
    conversation: ConversationAccess,
    rule: AppliedRule,
    offence: Offence,
  ): Promise<never> {
    if (rule.action === 'time-out') await this.punish(conversation, rule, offence);
    throw messageBlocked(rule);
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

  private punish(conversation: ConversationAccess, { contentRuleId }: AppliedRule, offence: Offence) {
    const { channelId } = conversation;
    const violation = { ...offence, contentRuleId, channelId };
    return this.deps.moderation.recordViolation(serverOf(conversation), violation);
  }
}
