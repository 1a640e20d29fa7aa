import type { AuditAction } from '@maru/contracts/http/chat/audit-log';
import type { ContentRule, contentRuleRoutes } from '@maru/contracts/http/chat/content-rules';
import { limits } from '@maru/contracts/limits';
import { contentRuleId as contentRuleIdSchema, type ServerId } from '@maru/contracts/primitives';
import type { RouteBody } from '@maru/contracts/route';
import { AppError } from '@maru/service-kit/app-error';
import { newId } from '@maru/service-kit/ids';
import type { Database, IdempotentRequest, Transaction } from '../../platform/database.js';
import { channelsRepository } from '../../repositories/channels.repository.js';
import { contentRulesRepository } from '../../repositories/content-rules.repository.js';
import type { AccessService, Standing } from '../access/access.service.js';
import { describeChange } from './describe-change.js';

type NewRule = RouteBody<typeof contentRuleRoutes.createContentRule>;
type RuleChanges = RouteBody<typeof contentRuleRoutes.updateContentRule>;

interface RuleOf {
  serverId: string;
  contentRuleId: string;
}

/** What may not be written in servers; the socket service holds messages against it. */
export class ContentRulesService {
  constructor(
    private readonly database: Database,
    private readonly access: AccessService,
  ) {}

  list(serverId: string): Promise<ContentRule[]> {
    return contentRulesRepository(this.database.prisma).list(serverId);
  }

  /** Exempt roles and channels that the server does not have (any more) are left out. */
  create(request: IdempotentRequest, serverId: string, wanted: NewRule): Promise<ContentRule> {
    return this.database.transactOnce(request, async (transaction) => {
      const standing = await this.lock(transaction, request.userId, serverId);
      const rules = contentRulesRepository(transaction.db);
      if ((await rules.list(serverId)).length >= limits.contentRulesPerServer)
        throw new AppError('CONTENT_RULE_LIMIT_REACHED');
      const ids = { contentRuleId: contentRuleIdSchema.parse(newId()), serverId: standing.rules.serverId };
      const rule = await rules.insert(await this.living(transaction, standing, { ...wanted, ...ids }));
      await this.tell(transaction, standing, 'content-rule-created', { after: rule });
      return rule;
    });
  }

  /** As `create`; what is undefined stays. */
  update(userId: string, of: RuleOf, changes: RuleChanges): Promise<ContentRule> {
    return this.database.transact(async (transaction) => {
      const standing = await this.lock(transaction, userId, of.serverId);
      const before = await this.require(transaction, of);
      const wanted = await this.living(transaction, standing, { ...before, ...changes });
      const rule = await contentRulesRepository(transaction.db).update(wanted);
      await this.tell(transaction, standing, 'content-rule-updated', { before, after: rule });
      return rule;
    });
  }

  remove(userId: string, of: RuleOf): Promise<void> {
    return this.database.transact(async (transaction) => {
      const standing = await this.lock(transaction, userId, of.serverId);
      const before = await this.require(transaction, of);
      await contentRulesRepository(transaction.db).remove(of.contentRuleId);
      await this.tell(transaction, standing, 'content-rule-deleted', { before });
    });
  }

  private lock({ db }: Transaction, userId: string, serverId: string): Promise<Standing> {
    return this.access.lockServer(db, userId, serverId, 'manageServer');
  }

  private async require({ db }: Transaction, { serverId, contentRuleId }: RuleOf): Promise<ContentRule> {
    const rule = await contentRulesRepository(db).find(serverId, contentRuleId);
    if (!rule) throw new AppError('NOT_FOUND');
    return rule;
  }

  private async living({ db }: Transaction, { rules }: Standing, rule: ContentRule): Promise<ContentRule> {
    const { channels } = await channelsRepository(db).listOf(rules.serverId);
    return {
      ...rule,
      exemptRoleIds: rule.exemptRoleIds.filter((id) => rules.roles.some(({ roleId }) => roleId === id)),
      exemptChannelIds: rule.exemptChannelIds.filter((id) =>
        channels.some(({ channelId }) => channelId === id),
      ),
    };
  }

  private async tell(
    { record, audit }: Transaction,
    { rules, member }: { rules: { serverId: ServerId }; member: { userId: string } },
    action: AuditAction,
    { before, after }: { before?: ContentRule; after?: ContentRule },
  ): Promise<void> {
    const { serverId } = rules;
    await record({ type: 'content-rules.changed', serverId });
    await audit({
      serverId,
      actorId: member.userId,
      action,
      targetId: (before ?? after)?.contentRuleId,
      targetName: (after ?? before)?.name,
      changes: describeChange(before, after),
    });
  }
}
