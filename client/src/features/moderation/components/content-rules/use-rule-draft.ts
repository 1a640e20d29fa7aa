import type { ContentRule } from '@maru/contracts/http/chat/content-rules';
import { useState } from 'react';
import { blankDraft, draftOf, type RuleDraft } from '../../model/rule-draft';

/** The draft of a rule; `null` begins a new one. */
export const useRuleDraft = (rule: ContentRule | null) => {
  const [draft, setDraft] = useState(() => (rule ? draftOf(rule) : blankDraft));
  return { draft, set: (change: Partial<RuleDraft>) => setDraft((before) => ({ ...before, ...change })) };
};
