import type { ContentRule, ContentTrigger } from './http/chat/content-rules.js';
import { limits } from './limits.js';
import { can, type PermissionSet } from './permissions.js';
import type { ChannelId, RoleId } from './primitives.js';
import { foldText, readingsOf, spellingsOf } from './text-folding.js';
import { WordAutomaton } from './word-automaton.js';

/** A content rule as it is applied, without its words. */
export type AppliedRule = Omit<ContentRule, 'trigger'> & { kind: ContentTrigger['kind'] };

/** A server's content rules, compiled for matching. */
export interface CompiledRules {
  /** Enabled rules, severest first; a rule's index is its bit. */
  rules: readonly AppliedRule[];
  words: WordAutomaton;
  /** Mentions that each rule allows; `undefined` for word rules. */
  maxMentions: readonly (number | undefined)[];
  /** Approximate memory use in bytes. */
  bytes: number;
}

/** The author and channel of a text. */
interface Writing {
  channelId: ChannelId;
  roleIds: readonly RoleId[];
  permissions: PermissionSet;
}

const severity = { flag: 0, block: 1, 'time-out': 2 } as const;

const bySeverity = (a: ContentRule, b: ContentRule): number =>
  severity[b.action] - severity[a.action] || b.timeoutSeconds - a.timeoutSeconds;

const bitOf = (index: number): number => 1 << index;

const markedWords = ({ trigger }: ContentRule, index: number) =>
  trigger.kind !== 'words'
    ? []
    : trigger.words
        .flatMap(spellingsOf)
        .filter((word) => word !== '')
        .map((word) => ({ word, mask: bitOf(index) }));

/** Each rule names channels and roles by id. */
const bytesOfRule = ({ exemptRoleIds, exemptChannelIds }: ContentRule): number =>
  1_000 + 60 * (exemptRoleIds.length + exemptChannelIds.length);

/** Compiles the rules of one server. Compiling costs more than matching, so callers cache the result. */
export const compileRules = (given: readonly ContentRule[]): CompiledRules => {
  const enabled = given
    .filter(({ isEnabled }) => isEnabled)
    .toSorted(bySeverity)
    .slice(0, limits.contentRulesPerServer);
  const words = new WordAutomaton(enabled.flatMap(markedWords));
  return {
    rules: enabled.map(({ trigger, ...rule }) => ({ ...rule, kind: trigger.kind })),
    words,
    maxMentions: enabled.map(({ trigger }) => (trigger.kind === 'mentions' ? trigger.max : undefined)),
    bytes: words.bytes + enabled.reduce((sum, rule) => sum + bytesOfRule(rule), 0),
  };
};

/** `<@id>`, `@name` and `@everyone`; after a letter, `@` is part of an e-mail address. */
const mention = /<@[\w-]{1,64}>|(?<![\w.+%-])@[\p{L}\p{N}_][\p{L}\p{N}_.-]*/gu;

/** Counts distinct mentions; stops above `max`. */
const countMentions = (folded: string, max: number): number => {
  const found = new Set<string>();
  for (const [each] of folded.matchAll(mention)) if (found.add(each).size > max) break;
  return found.size;
};

const mentionMask = (folded: string, { maxMentions }: CompiledRules): number => {
  const highest = Math.max(...maxMentions.map((max) => max ?? 0));
  if (highest === 0) return 0;
  const count = countMentions(folded, highest);
  return maxMentions.reduce<number>(
    (mask, max, index) => (max !== undefined && count > max ? mask | bitOf(index) : mask),
    0,
  );
};

const brokenMask = (text: string, compiled: CompiledRules): number => {
  const readings = readingsOf(text);
  const mentioned = mentionMask(readings[0] ?? '', compiled);
  return readings.reduce((mask, reading) => mask | compiled.words.scan(reading), mentioned);
};

/** Returns the rules that the text breaks, severest first. */
export const brokenRules = (text: string, compiled: CompiledRules): AppliedRule[] => {
  if (compiled.rules.length === 0) return [];
  const mask = brokenMask(text, compiled);
  return compiled.rules.filter((_rule, index) => mask & bitOf(index));
};

const holdsFor =
  ({ channelId, roleIds }: Writing) =>
  ({ exemptChannelIds, exemptRoleIds }: AppliedRule): boolean =>
    !exemptChannelIds.includes(channelId) && !exemptRoleIds.some((id) => roleIds.includes(id));

/** Returns the severest rule that the text breaks and that applies to its author in the channel. */
export const brokenRule = (
  text: string,
  compiled: CompiledRules,
  writing: Writing,
): AppliedRule | undefined => {
  if (can(writing.permissions, 'manageMessages')) return undefined;
  const holds = holdsFor(writing);
  return compiled.rules.some(holds) ? brokenRules(text, compiled).find(holds) : undefined;
};

/** Counts the letters of a rule's words for `limits.blockedLettersPerServer`. Folding may lengthen words. */
export const lettersOf = ({ trigger }: Pick<ContentRule, 'trigger'>): number =>
  trigger.kind !== 'words'
    ? 0
    : trigger.words.reduce((sum, word) => sum + Math.max(word.length, foldText(word).length), 0);
