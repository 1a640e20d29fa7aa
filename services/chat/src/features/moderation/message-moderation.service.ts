import type { OutboxEvent } from '@maru/contracts/internal/events';
import type { MessageDeletedEvent, moderationInternalRoutes } from '@maru/contracts/internal/moderation';
import type { ContentRule } from '@maru/contracts/http/chat/content-rules';
import type { RouteBody } from '@maru/contracts/route';
import type { ServerId } from '@maru/contracts/primitives';
import type { Database, Transaction } from '../../platform/database.js';
import type { EventReceiver } from '../../platform/event-intake.js';
import { auditLogRepository } from '../../repositories/audit-log.repository.js';
import { channelsRepository } from '../../repositories/channels.repository.js';
import { contentRulesRepository } from '../../repositories/content-rules.repository.js';
import { membersRepository } from '../../repositories/members.repository.js';
import { reportsRepository } from '../../repositories/reports.repository.js';
import { serversRepository } from '../../repositories/servers.repository.js';

type Violation = RouteBody<typeof moderationInternalRoutes.recordViolation>;

/** Records the socket service's reports about messages; that service has already checked permissions. */
export class MessageModerationService implements EventReceiver {
  constructor(
    private readonly database: Database,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /**
   * Creates a report, and times the author out if the rule says so. The audit log gets no entry, since no member acted: the report is the
   * record. If the rule or server was deleted in the meantime, nothing is recorded.
   */
  recordViolation(serverId: ServerId, violation: Violation): Promise<void> {
    return this.database.transact(async (transaction) => {
      const { db } = transaction;
      if (!(await serversRepository(db).lock(serverId))) return;
      const { violationId, contentRuleId, userId, channelId, seq, text } = violation;
      const rule = await contentRulesRepository(db).find(serverId, contentRuleId);
      if (!rule || (await reportsRepository(db).hasViolation(violationId))) return;
      await reportsRepository(db).insert({
        serverId,
        contentRuleId: rule.contentRuleId,
        violationId,
        reason: rule.trigger.kind === 'mentions' ? 'spam' : 'other',
        // The rule may be deleted before a moderator reads this.
        note: rule.name,
        userId,
        message: { channelId, seq, text },
      });
      await transaction.record({ type: 'reports.changed', serverId, channelId });
      if (rule.action === 'time-out') await this.timeOut(transaction, userId, rule);
    });
  }

  /** Applies the events about messages; other features handle the others. */
  async apply(events: readonly OutboxEvent[]): Promise<void> {
    for (const event of events) {
      if (event.type === 'message.deleted') await this.recordDeletion(event);
      if (event.type === 'message.flagged') await this.recordViolation(event.serverId, event);
    }
  }

  /** Writes one audit entry per `entryId`. */
  private recordDeletion({ serverId, ...deletion }: MessageDeletedEvent): Promise<void> {
    return this.database.transact(async ({ db, audit }) => {
      if (!(await serversRepository(db).lock(serverId))) return;
      const { entryId, actorId, authorId, channelId, seq } = deletion;
      if (await auditLogRepository(db).hasOrigin(entryId)) return;
      const channel = await channelsRepository(db).find(channelId);
      await audit({
        serverId,
        actorId,
        action: 'message-deleted',
        targetId: authorId,
        targetName: channel?.name,
        placeId: channelId,
        changes: [
          { field: 'channelId', before: channelId, after: null },
          ...(seq === null ? [] : [{ field: 'seq', before: seq, after: null }]),
        ],
        originId: entryId,
      });
    });
  }

  /** Keeps a longer time-out that the author already has. */
  private async timeOut(
    { db, record }: Transaction,
    userId: string,
    { serverId, timeoutSeconds }: ContentRule,
  ): Promise<void> {
    const members = membersRepository(db);
    const target = await members.find(serverId, userId);
    if (!target) return;
    const until = new Date(this.now().getTime() + timeoutSeconds * 1_000);
    if (target.timedOutUntil !== null && new Date(target.timedOutUntil) >= until) return;
    const member = await members.update(serverId, userId, { timedOutUntil: until });
    await record({ type: 'member.updated', member });
  }
}
