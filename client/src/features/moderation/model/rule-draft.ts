import { lettersOf } from '@maru/contracts/content-rules';
import {
  contentRuleName,
  type ContentAction,
  type ContentRule,
  type ContentTrigger,
} from '@maru/contracts/http/chat/content-rules';
import type { ChannelId, RoleId } from '@maru/contracts/primitives';
import { useState } from 'react';
import type { Chip } from '@/shared/ui/chips-input';
import { areWordsValid, wordChips } from './word-list';

/** A rule while it is written: both kinds of trigger are kept, so that changing one's mind loses nothing. */
export interface RuleDraft {
  name: string;
  isEnabled: boolean;
  kind: ContentTrigger['kind'];
  words: Chip[];
  max: number;
  action: ContentAction;
  timeoutSeconds: number;
  exemptRoleIds: RoleId[];
  exemptChannelIds: ChannelId[];
}

const blank: RuleDraft = {
  name: '',
  isEnabled: true,
  kind: 'words',
  words: [],
  max: 5,
  action: 'block',
  timeoutSeconds: 600,
  exemptRoleIds: [],
  exemptChannelIds: [],
};

const draftOf = ({ trigger, ...rule }: ContentRule): RuleDraft => ({
  ...rule,
  kind: trigger.kind,
  words: wordChips({ trigger }),
  max: trigger.kind === 'mentions' ? trigger.max : blank.max,
});

export const useRuleDraft = (rule: ContentRule | null) => {
  const [draft, setDraft] = useState(() => (rule ? draftOf(rule) : blank));
  return { draft, set: (change: Partial<RuleDraft>) => setDraft((before) => ({ ...before, ...change })) };
};

export const isDraftValid = ({ name, kind, words }: RuleDraft): boolean =>
  contentRuleName.safeParse(name).success && (kind === 'mentions' || areWordsValid(words));

/** What the contract takes. */
export const toRule = (draft: RuleDraft): Omit<ContentRule, 'contentRuleId' | 'serverId'> => {
  const { name, isEnabled, kind, words, max, action, timeoutSeconds, exemptRoleIds, exemptChannelIds } =
    draft;
  return {
    name: name.trim(),
    isEnabled,
    trigger: kind === 'words' ? { kind, words: words.map(({ text }) => text) } : { kind, max },
    action,
    timeoutSeconds,
    exemptRoleIds,
    exemptChannelIds,
  };
};

/** Letters that all rules of the server would have with the draft. */
export const lettersWith = (
  draft: RuleDraft,
  { rules, edited }: { rules: readonly ContentRule[]; edited: ContentRule | null },
): number =>
  rules
    .filter((rule) => rule.contentRuleId !== edited?.contentRuleId)
    .reduce((sum, rule) => sum + lettersOf(rule), lettersOf(toRule(draft)));
