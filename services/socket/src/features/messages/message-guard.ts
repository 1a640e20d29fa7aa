import { setTimeout as delay } from 'node:timers/promises';
import { brokenRule, type AppliedRule, type CompiledRules } from '@maru/contracts/content-rules';
import type { ConversationHome } from '@maru/contracts/socket/conversations';
import type { Message } from '@maru/contracts/socket/messages';
import { AppError } from '@maru/service-kit/app-error';
import { newId } from '@maru/service-kit/ids';
import type { Logger } from '@maru/service-kit/logger';
import { serverOf, type ConversationAccess } from '../access/conversation.js';
import { stableId } from '../../platform/stable-id.js';
import type { MessageDraft } from './channel-writer.js';
import type { MessageStore } from './message-store.js';
import type { ModerationLog, Violation } from './moderation-log.js';
import type { Turn, Turns } from './turns.repository.js';

interface MessageGuardDeps {
  store: Pick<MessageStore, 'isWritten'>;
  turns: Turns;
  moderation: ModerationLog;
  contentRulesOf: (conversation: ConversationHome) => Promise<CompiledRules>;
  log: Logger;
}

type Said = Omit<Violation, 'contentRuleId' | 'channelId'>;

/** A new text of a message, by its author. */
interface Edit {
  userId: string;
  seq: number;
  text: string;
}

const reportAttempts = 6;
/** In a channel with slow mode an author waits so long at most between two edits. */
const maxEditPauseSeconds = 60;

const isForbidding = (rule: AppliedRule | undefined): rule is AppliedRule =>
  rule !== undefined && rule.action !== 'flag';

const messageBlocked = ({ kind }: AppliedRule): AppError =>
  new AppError('MESSAGE_BLOCKED', { fields: { 'body.text': kind } });

/** Stands between authors and what they write: the server's content rules, and slow mode. Each text is looked at once. */
export class MessageGuard {
  constructor(private readonly deps: MessageGuardDeps) {}

  /** Lets `write` run, or throws MESSAGE_BLOCKED or SLOW_MODE; never for a repeat of a stored message. */
  async send(
    channel: ConversationAccess,
    draft: MessageDraft,
    write: () => Promise<Message>,
  ): Promise<Message> {
    const rule = await this.brokenBy(channel, draft.body.text);
    if (isForbidding(rule) && !(await this.isWritten(channel, draft))) {
      const { authorId: userId, nonce, body } = draft;
      const violationId = stableId('refused', channel.channelId, userId, nonce);
      await this.punish(channel, rule, { violationId, userId, seq: null, text: body.text });
      throw messageBlocked(rule);
    }
    const { channelId } = channel;
    const { authorId: userId, nonce, body } = draft;
    const message = await this.inTurn({ channelId, userId, nonce }, channel.slowModeSeconds, {
      write,
      isRepeat: () => this.isWritten(channel, draft),
    });
    // A repeat under the same nonce may say something else; the stored text was looked at when it was sent.
    if (message.body.text === body.text) this.flag(channel, rule, message);
    return message;
  }

  /**
   * Lets `write` run, which calls `admit` once it knows that the text changes. Throws MESSAGE_BLOCKED, and SLOW_MODE when the author's
   * last edit in a channel with slow mode was a moment ago: edits must not stand in for messages.
   */
  async edit<Changed extends { message: Message }>(
    channel: ConversationAccess,
    edit: Edit,
    write: (admit: () => void) => Promise<Changed>,
  ): Promise<Changed> {
    const rule = await this.brokenBy(channel, edit.text);
    let isRefused = false;
    const admit = () => {
      isRefused = isForbidding(rule);
      if (isForbidding(rule)) throw messageBlocked(rule);
    };
    const { userId, seq, text } = edit;
    const turn = { channelId: `${channel.channelId}#edits`, userId, nonce: stableId('edit', seq, text) };
    try {
      const seconds = Math.min(channel.slowModeSeconds, maxEditPauseSeconds);
      const changed = await this.inTurn(turn, seconds, { write: () => write(admit) });
      this.flag(channel, rule, changed.message);
      return changed;
    } catch (error) {
      if (rule && isRefused) await this.punish(channel, rule, { ...edit, violationId: newId() });
      throw error;
    }
  }

  private async brokenBy(channel: ConversationAccess, text: string): Promise<AppliedRule | undefined> {
    return brokenRule(text, await this.deps.contentRulesOf(channel), channel);
  }

  /**
   * Tells moderators of what was written against a rule. They are told in the background, some times over: only if this node dies before
   * and nobody sends the message again, they don't hear of it.
   */
  private flag(
    channel: ConversationAccess,
    rule: AppliedRule | undefined,
    { authorId: userId, seq, version, body }: Message,
  ): void {
    if (rule?.action !== 'flag') return;
    const violationId = stableId('written', channel.channelId, seq, version);
    void this.report(channel, rule, { violationId, userId, seq, text: body.text });
  }

  private async punish(channel: ConversationAccess, rule: AppliedRule, said: Said): Promise<void> {
    if (rule.action === 'time-out') await this.record(channel, rule, said);
  }

  private async inTurn<T>(
    turn: Turn,
    seconds: number,
    { write, isRepeat }: { write: () => Promise<T>; isRepeat?: () => Promise<boolean> },
  ): Promise<T> {
    if (seconds === 0) return write();
    const { turns, log } = this.deps;
    const retryAfterMs = await turns.take(turn, seconds);
    if (retryAfterMs > 0 && !(await isRepeat?.())) throw new AppError('SLOW_MODE', { retryAfterMs });
    try {
      return await write();
    } catch (error) {
      await turns.giveBack(turn).catch((err: unknown) => log.warn({ err }, 'turn not given back'));
      throw error;
    }
  }

  private isWritten(
    { channelId }: Pick<ConversationAccess, 'channelId'>,
    draft: MessageDraft,
  ): Promise<boolean> {
    return this.deps.store.isWritten(channelId, draft);
  }

  private async report(channel: ConversationAccess, rule: AppliedRule, said: Said): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.record(channel, rule, said);
      } catch (error) {
        if (attempt === reportAttempts) return this.deps.log.error({ err: error }, 'violation not reported');
        await delay(250 * 2 ** attempt);
      }
    }
  }

  private record(channel: ConversationAccess, { contentRuleId }: AppliedRule, said: Said) {
    const { channelId } = channel;
    return this.deps.moderation.recordViolation(serverOf(channel), { ...said, contentRuleId, channelId });
  }
}
