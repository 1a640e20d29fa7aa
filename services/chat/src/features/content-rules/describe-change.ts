import type { AuditChange } from '@maru/contracts/http/chat/audit-log';
import type { ContentRule } from '@maru/contracts/http/chat/content-rules';
import { changesBetween } from '../../platform/audit.js';

type Lists = Record<'words' | 'exemptRoles' | 'exemptChannels', readonly string[]>;

const listsOf = (rule: ContentRule | undefined): Lists => ({
  words: rule?.trigger.kind === 'words' ? rule.trigger.words : [],
  exemptRoles: rule?.exemptRoleIds ?? [],
  exemptChannels: rule?.exemptChannelIds ?? [],
});

const without = (list: readonly string[], others: readonly string[]): string | null =>
  list.filter((each) => !others.includes(each)).join(', ') || null;

const flat = (rule: ContentRule) => ({
  ...rule,
  trigger: rule.trigger.kind,
  maxMentions: rule.trigger.kind === 'mentions' ? rule.trigger.max : null,
});

const fields = ['name', 'isEnabled', 'trigger', 'maxMentions', 'action', 'timeoutSeconds'] as const;

/** Returns the changed fields of a rule. A list holds up to 500 words, so only its added and removed items are returned. */
export const describeChange = (
  before: ContentRule | undefined,
  after: ContentRule | undefined,
): AuditChange[] => {
  const [old, now] = [listsOf(before), listsOf(after)];
  const lists = (['words', 'exemptRoles', 'exemptChannels'] as const).map((field) => ({
    field,
    before: without(old[field], now[field]),
    after: without(now[field], old[field]),
  }));
  return [
    ...changesBetween(before && flat(before), after && flat(after), fields),
    ...lists.filter((each) => each.before !== null || each.after !== null),
  ];
};
