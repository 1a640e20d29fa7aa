import { lettersOf } from '@maru/contracts/content-rules';
import type { AuditAction } from '@maru/contracts/http/chat/audit-log';
import { contentRuleRoutes, type ContentRule } from '@maru/contracts/http/chat/content-rules';
import { limits } from '@maru/contracts/limits';
import { contentRuleId as contentRuleIdSchema, type ServerId } from '@maru/contracts/primitives';
import type { RouteBody } from '@maru/contracts/route';
import { AppError } from '@maru/service-kit/app-error';
import { newId } from '@maru/service-kit/ids';
import type { Database, IdempotentRequest, Transaction } from '../../platform/database.js';
import { contentRulesRepository } from '../../repositories/content-rules.repository.js';
import type { AccessService, Standing } from '../access/access.service.js';
import type { Sight } from '../access/sight.js';
import { describeChange } from './describe-change.js';

type NewRule = RouteBody<typeof contentRuleRoutes.createContentRule>;
type RuleChanges = RouteBody<typeof contentRuleRoutes.updateContentRule>;

interface RuleOf {
  serverId: string;
  contentRuleId: string;
}

/** Returns the rule without the exempt channels that its reader can't see. */
const seenThrough = (sight: Sight, rule: ContentRule): ContentRule => ({
  ...rule,
  exemptChannelIds: rule.exemptChannelIds.filter((id) => sight.sees(id)),
});

/** Bounds the cost of checking a message against all rules of a server. */
const requireFewLetters = (rules: readonly Pick<ContentRule, 'trigger'>[]): void => {
  const letters = rules.reduce((sum, rule) => sum + lettersOf(rule), 0);
  if (letters > limits.blockedLettersPerServer) throw new AppError('BLOCKED_LETTERS_LIMIT_REACHED');
};

/** The rules that the socket service checks messages against. */
export class ContentRulesService {
  constructor(
    private readonly database: Database,
    private readonly access: AccessService,
  ) {}

  async list(userId: string, serverId: string): Promise<ContentRule[]> {
    const sight = await this.access.sightIn(userId, serverId);
    const rules = await contentRulesRepository(this.database.prisma).list(serverId);
    return rules.map((rule) => seenThrough(sight, rule));
  }

  /** Omits exempt roles that don't exist and exempt channels that the caller can't see. */
  create(request: IdempotentRequest, serverId: string, wanted: NewRule): Promise<ContentRule> {
    return this.database.transactOnce(
      this.access.lockFor(request, contentRuleRoutes.createContentRule, { serverId }),
      async (transaction, standing) => {
        const rules = contentRulesRepository(transaction.db);
        const others = await rules.list(serverId);
        if (others.length >= limits.contentRulesPerServer) throw new AppError('CONTENT_RULE_LIMIT_REACHED');
        requireFewLetters([...others, wanted]);
        const ids = { contentRuleId: contentRuleIdSchema.parse(newId()), serverId: standing.rules.serverId };
        const sight = await this.access.sightIn(request.userId, serverId, transaction.db);
        const rule = await rules.insert(this.living(standing, { ...wanted, ...ids }, sight));
        await this.tell(transaction, standing, 'content-rule-created', { after: rule });
        return rule;
      },
    );
  }

  /** Undefined fields stay unchanged, and so do exempt channels that the caller can't see. */
  update(userId: string, of: RuleOf, changes: RuleChanges): Promise<ContentRule> {
    return this.database.transact(async (transaction) => {
      const standing = await this.access.lock(
        transaction.db,
        userId,
        contentRuleRoutes.updateContentRule,
        of,
      );
      const before = await this.require(transaction, of);
      const sight = await this.access.sightIn(userId, of.serverId, transaction.db);
      const hidden = before.exemptChannelIds.filter((id) => !sight.sees(id));
      const wanted = this.living(standing, { ...before, ...changes }, sight);
      const exemptChannelIds = [...wanted.exemptChannelIds, ...hidden];
      const rules = contentRulesRepository(transaction.db);
      const others = (await rules.list(of.serverId)).filter(
        (each) => each.contentRuleId !== of.contentRuleId,
      );
      if (lettersOf(wanted) > lettersOf(before)) requireFewLetters([...others, wanted]);
      const rule = await rules.update({ ...wanted, exemptChannelIds });
      await this.tell(transaction, standing, 'content-rule-updated', { before, after: rule });
      return seenThrough(sight, rule);
    });
  }

  remove(userId: string, of: RuleOf): Promise<void> {
    return this.database.transact(async (transaction) => {
      const standing = await this.access.lock(
        transaction.db,
        userId,
        contentRuleRoutes.deleteContentRule,
        of,
      );
      const before = await this.require(transaction, of);
      await contentRulesRepository(transaction.db).remove(of.contentRuleId);
      await this.tell(transaction, standing, 'content-rule-deleted', { before });
    });
  }

  private async require({ db }: Transaction, { serverId, contentRuleId }: RuleOf): Promise<ContentRule> {
    const rule = await contentRulesRepository(db).find(serverId, contentRuleId);
    if (!rule) throw new AppError('NOT_FOUND');
    return rule;
  }

  private living({ rules }: Standing, rule: ContentRule, sight: Sight): ContentRule {
    return {
      ...rule,
      exemptRoleIds: rule.exemptRoleIds.filter((id) => rules.roles.some(({ roleId }) => roleId === id)),
      exemptChannelIds: rule.exemptChannelIds.filter((id) => sight.sees(id)),
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
