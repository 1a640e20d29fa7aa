import { expect, it } from '@jest/globals';
import { contentRule } from '@maru/contracts/http/chat/content-rules';
import { aServerId } from '@/testing/servers';
import { lettersWith, type RuleDraft } from './rule-draft';
import { addWords } from './word-list';

const aRule = (contentRuleId: string, word: string) =>
  contentRule.parse({
    contentRuleId,
    serverId: aServerId,
    name: '규칙',
    isEnabled: true,
    trigger: { kind: 'words', words: [word] },
    action: 'block',
    timeoutSeconds: 600,
    exemptRoleIds: [],
    exemptChannelIds: [],
  });

it('letters are counted over all rules, with the draft in place of the edited rule', () => {
  const rules = [aRule('01JR0000000000000000000000', '바보'), aRule('01JR0000000000000000000001', '카지노')];
  const draft: RuleDraft = {
    name: '규칙',
    isEnabled: true,
    kind: 'words',
    words: addWords([], '최저가, 광고'),
    max: 5,
    action: 'block',
    timeoutSeconds: 600,
    exemptRoleIds: [],
    exemptChannelIds: [],
  };
  expect(lettersWith(draft, { rules, edited: null })).toBe(10);
  expect(lettersWith(draft, { rules, edited: rules[0] ?? null })).toBe(8);
});
