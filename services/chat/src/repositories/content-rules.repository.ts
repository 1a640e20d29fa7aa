import { contentRule, type ContentRule } from '@maru/contracts/http/chat/content-rules';
import type { Db } from '../platform/database.js';

const toRule = (row: { id: string }): ContentRule => contentRule.parse({ ...row, contentRuleId: row.id });

const toRow = ({ contentRuleId: id, ...columns }: ContentRule) => ({ ...columns, id });

/** Rows of `content_rules`. */
export const contentRulesRepository = (db: Db) => ({
  /** Ordered by creation. */
  async list(serverId: string): Promise<ContentRule[]> {
    return (await db.contentRule.findMany({ where: { serverId }, orderBy: { id: 'asc' } })).map(toRule);
  },

  async listEnabled(serverId: string): Promise<ContentRule[]> {
    const where = { serverId, isEnabled: true };
    return (await db.contentRule.findMany({ where, orderBy: { id: 'asc' } })).map(toRule);
  },

  async find(serverId: string, contentRuleId: string): Promise<ContentRule | undefined> {
    const row = await db.contentRule.findFirst({ where: { id: contentRuleId, serverId } });
    return row ? toRule(row) : undefined;
  },

  async insert(rule: ContentRule): Promise<ContentRule> {
    return toRule(await db.contentRule.create({ data: toRow(rule) }));
  },

  async update(rule: ContentRule): Promise<ContentRule> {
    return toRule(await db.contentRule.update({ where: { id: rule.contentRuleId }, data: toRow(rule) }));
  },

  async remove(contentRuleId: string): Promise<void> {
    await db.contentRule.delete({ where: { id: contentRuleId } });
  },
});
