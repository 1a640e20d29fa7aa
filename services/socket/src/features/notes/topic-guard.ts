import type { OutboxEvent } from '@maru/contracts/internal/events';
import type { MeetingNote } from '@maru/contracts/socket/notes';
import { moderatedAt, type ConversationAccess } from '../access/conversation.js';
import { isForbidding, type TextRules } from '../messages/text-rules.js';
import { stableId } from '../../platform/stable-id.js';

/** A topic that a member gives a note, with the version that the note has then. */
interface GivenTopic extends Pick<MeetingNote, 'noteId' | 'topic' | 'version'> {
  userId: string;
  /** Idempotency key of the report of a forbidden topic. */
  refusalId: string;
}

/** Applies the server's content rules to topics before they are written, as to messages in the voice channel. */
export class TopicGuard {
  constructor(private readonly rules: TextRules) {}

  /** Returns the events to store with the topic: it may be written and yet be reported. @throws MESSAGE_BLOCKED */
  async admit(channel: ConversationAccess, given: GivenTopic): Promise<OutboxEvent[]> {
    const { userId, noteId, version, topic: text, refusalId } = given;
    const rule = await this.rules.brokenBy(channel, text);
    if (!rule) return [];
    if (isForbidding(rule))
      await this.rules.refuse(channel, rule, {
        field: 'topic',
        violationId: refusalId,
        userId,
        seq: null,
        text,
      });
    const { serverId, placeId: channelId } = moderatedAt(channel);
    const violationId = stableId('topic', noteId, version);
    const { contentRuleId } = rule;
    return [
      { type: 'message.flagged', serverId, channelId, seq: null, violationId, contentRuleId, userId, text },
    ];
  }
}
