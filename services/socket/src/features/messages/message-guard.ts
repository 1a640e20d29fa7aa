import { setTimeout as delay } from 'node:timers/promises';
import { brokenRule } from '@maru/contracts/content-rules';
import type { ContentRule } from '@maru/contracts/http/chat/content-rules';
import type { Message } from '@maru/contracts/socket/messages';
import { AppError } from '@maru/service-kit/app-error';
import { newId } from '@maru/service-kit/ids';
import type { Logger } from '@maru/service-kit/logger';
import type { ChannelAccess } from '../../platform/access-cache.js';
import { stableId } from '../../platform/stable-id.js';
import type { MessageDraft } from './channel-writer.js';
import type { MessageStore } from './message-store.js';
import type { ModerationLog, Violation } from './moderation-log.js';
import type { Turns } from './turns.repository.js';

interface MessageGuardDeps {
  store: Pick<MessageStore, 'isWritten'>;
  turns: Turns;
  moderation: ModerationLog;
  log: Logger;
}

type Said = Omit<Violation, 'contentRuleId' | 'channelId'>;

const reportAttempts = 6;

const isForbidding = (rule: ContentRule | undefined): rule is ContentRule =>
  rule !== undefined && rule.action !== 'flag';

/** The rule that forbids to write this in the channel, if one does. */
export const forbiddenBy = (channel: ChannelAccess, content: string): ContentRule | undefined => {
  const rule = brokenRule(content, channel.contentRules);
  return isForbidding(rule) ? rule : undefined;
};

export const messageBlocked = ({ trigger }: ContentRule): AppError =>
  new AppError('MESSAGE_BLOCKED', { fields: { content: trigger.kind } });

/** What stands between who may write and what they write: the server's content rules, and slow mode. */
export class MessageGuard {
  constructor(private readonly deps: MessageGuardDeps) {}

  /** Lets `write` run, or throws MESSAGE_BLOCKED or SLOW_MODE; never for a repeat of what is written already. */
  async send(channel: ChannelAccess, draft: MessageDraft, write: () => Promise<Message>): Promise<Message> {
    const rule = forbiddenBy(channel, draft.content);
    if (rule && !(await this.isWritten(channel, draft))) {
      const { authorId: userId, nonce, content } = draft;
      const violationId = stableId('refused', channel.channelId, userId, nonce);
      await this.punish(channel, rule, { violationId, userId, seq: null, content });
      throw messageBlocked(rule);
    }
    const message = await this.inTurn(channel, draft, write);
    if (!rule) this.flag(channel, message);
    return message;
  }

  /** Has the author of a refused edit timed out, if the rule says so. */
  refusedEdit(channel: ChannelAccess, rule: ContentRule, edit: Omit<Said, 'violationId'>): Promise<void> {
    return this.punish(channel, rule, { ...edit, violationId: newId() });
  }

  /**
   * Tells moderators of what was written against a rule. They are told in the background, some times over: only if this node dies before
   * and nobody sends the message again, they don't hear of it.
   */
  flag(channel: ChannelAccess, { authorId: userId, seq, version, content }: Message): void {
    const rule = brokenRule(content, channel.contentRules);
    if (rule?.action !== 'flag') return;
    const violationId = stableId('written', channel.channelId, seq, version);
    void this.report(channel, rule, { violationId, userId, seq, content });
  }

  private async punish(channel: ChannelAccess, rule: ContentRule, said: Said): Promise<void> {
    if (rule.action === 'time-out') await this.record(channel, rule, said);
  }

  private async inTurn(
    { channelId, slowModeSeconds }: ChannelAccess,
    draft: MessageDraft,
    write: () => Promise<Message>,
  ): Promise<Message> {
    if (slowModeSeconds === 0) return write();
    const { turns, log } = this.deps;
    const turn = { channelId, userId: draft.authorId, nonce: draft.nonce };
    const retryAfterMs = await turns.take(turn, slowModeSeconds);
    if (retryAfterMs > 0 && !(await this.isWritten({ channelId }, draft)))
      throw new AppError('SLOW_MODE', { retryAfterMs });
    try {
      return await write();
    } catch (error) {
      await turns.giveBack(turn).catch((err: unknown) => log.warn({ err }, 'turn not given back'));
      throw error;
    }
  }

  private isWritten({ channelId }: Pick<ChannelAccess, 'channelId'>, draft: MessageDraft): Promise<boolean> {
    return this.deps.store.isWritten(channelId, draft);
  }

  private async report(channel: ChannelAccess, rule: ContentRule, said: Said): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.record(channel, rule, said);
      } catch (error) {
        if (attempt === reportAttempts) return this.deps.log.error({ err: error }, 'violation not reported');
        await delay(250 * 2 ** attempt);
      }
    }
  }

  private record({ serverId, channelId }: ChannelAccess, { contentRuleId }: ContentRule, said: Said) {
    return this.deps.moderation.recordViolation(serverId, { ...said, contentRuleId, channelId });
  }
}
