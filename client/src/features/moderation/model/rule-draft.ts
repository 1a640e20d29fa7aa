import { lettersOf } from '@maru/contracts/content-rules';
import {
  contentRuleName,
  type ContentAction,
  type ContentRule,
  type ContentTrigger,
} from '@maru/contracts/http/chat/content-rules';
import type { ChannelId, RoleId } from '@maru/contracts/primitives';
import type { Chip } from '@/shared/lib/chip';
import { areWordsValid, wordChips } from './word-list';

/** A rule while it is being edited. Keeps the settings of both kinds of trigger, so that switching between them loses nothing. */
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

export const blankDraft: RuleDraft = {
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

export const draftOf = ({ trigger, ...rule }: ContentRule): RuleDraft => ({
  ...rule,
  kind: trigger.kind,
  words: wordChips({ trigger }),
  max: trigger.kind === 'mentions' ? trigger.max : blankDraft.max,
});

export const isDraftValid = ({ name, kind, words }: RuleDraft): boolean =>
  contentRuleName.safeParse(name).success && (kind === 'mentions' || areWordsValid(words));

/** Converts a draft to the shape of the contract. */
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

/** Counts the letters of all rules of the server as they would be with the draft. */
export const lettersWith = (
  draft: RuleDraft,
  { rules, edited }: { rules: readonly ContentRule[]; edited: ContentRule | null },
): number =>
  rules
    .filter((rule) => rule.contentRuleId !== edited?.contentRuleId)
    .reduce((sum, rule) => sum + lettersOf(rule), lettersOf(toRule(draft)));
