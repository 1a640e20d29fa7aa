import type { moderationInternalRoutes } from '@maru/contracts/internal/moderation';
import type { ContentRule } from '@maru/contracts/http/chat/content-rules';
import type { RouteBody } from '@maru/contracts/route';
import type { ServerId } from '@maru/contracts/primitives';
import type { Database, Transaction } from '../../platform/database.js';
import { auditLogRepository } from '../../repositories/audit-log.repository.js';
import { channelsRepository } from '../../repositories/channels.repository.js';
import { contentRulesRepository } from '../../repositories/content-rules.repository.js';
import { membersRepository } from '../../repositories/members.repository.js';
import { reportsRepository } from '../../repositories/reports.repository.js';
import { serversRepository } from '../../repositories/servers.repository.js';

type Violation = RouteBody<typeof moderationInternalRoutes.recordViolation>;
type Deletion = RouteBody<typeof moderationInternalRoutes.recordMessageDeletion>;

/** What the socket service tells of messages, where who may has been decided already. */
export class MessageModerationService {
  constructor(
    private readonly database: Database,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /**
   * Reports it, and times the author out if the rule says so. No person does that, so it is not in the audit log: the report tells of
   * it. Of a rule or server that is gone meanwhile nothing is left to do.
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
        // The rule may be gone when somebody reads this.
        note: rule.name,
        userId,
        message: { channelId, seq, text },
      });
      await transaction.record({ type: 'reports.changed', serverId, channelId });
      if (rule.action === 'time-out') await this.timeOut(transaction, userId, rule);
    });
  }

  /** Into the audit log, once. */
  recordMessageDeletion(serverId: ServerId, deletion: Deletion): Promise<void> {
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
          { field: 'seq', before: seq, after: null },
        ],
        originId: entryId,
      });
    });
  }

  /** A longer time-out that they have already stays. */
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
