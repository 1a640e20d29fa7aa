import { brokenRule, type AppliedRule } from '@maru/contracts/content-rules';
import { AppError } from '@maru/service-kit/app-error';
import type { AccessCache } from '../access/access-cache.js';
import { moderatedAt, ruledChannelOf, type ConversationAccess } from '../access/conversation.js';
import type { ModerationLog, Violation } from './moderation-log.js';

interface TextRulesDeps {
  moderation: ModerationLog;
  access: Pick<AccessCache, 'contentRulesOf'>;
}

/** A forbidden text, and the field of the request that has it. */
interface Offence extends Omit<Violation, 'contentRuleId' | 'channelId'> {
  field: string;
}

export const isForbidding = (rule: AppliedRule | undefined): rule is AppliedRule =>
  rule !== undefined && rule.action !== 'flag';

export const textBlocked = ({ kind }: AppliedRule, field: string): AppError =>
  new AppError('MESSAGE_BLOCKED', { fields: { [field]: kind } });

/** Applies the server's content rules to texts that members write. */
export class TextRules {
  constructor(private readonly deps: TextRulesDeps) {}

  /** Returns the severest rule that the text breaks. */
  async brokenBy(conversation: ConversationAccess, text: string): Promise<AppliedRule | undefined> {
    const rules = await this.deps.access.contentRulesOf(conversation);
    // Rules exempt channels: the lines of a note are written in its voice channel.
    return brokenRule(text, rules, { ...conversation, channelId: ruledChannelOf(conversation) });
  }

  /** Throws MESSAGE_BLOCKED once the author is timed out, if the rule demands it. */
  async refuse(
    conversation: ConversationAccess,
    rule: AppliedRule,
    { field, ...offence }: Offence,
  ): Promise<never> {
    if (rule.action === 'time-out') {
      const { serverId, placeId: channelId } = moderatedAt(conversation);
      const seq = channelId === conversation.channelId ? offence.seq : null;
      const { contentRuleId } = rule;
      await this.deps.moderation.recordViolation(serverId, { ...offence, seq, contentRuleId, channelId });
    }
    throw textBlocked(rule, field);
  }
}
