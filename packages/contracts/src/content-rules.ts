import type { ContentRule } from './http/chat/content-rules.js';
import { can, type PermissionSet } from './permissions.js';
import type { ChannelId, RoleId } from './primitives.js';

/** A rule made ready to look at texts, which costs more than looking does. */
export interface ReadyRule {
  rule: ContentRule;
  isBrokenBy: (foldedText: string) => boolean;
}

/** Who writes where. */
interface Writing {
  channelId: ChannelId;
  roleIds: readonly RoleId[];
  permissions: PermissionSet;
}

/** How texts and words are compared: without case, what no font shows, how letters are composed, and how wide blanks are. */
export const foldText = (text: string): string =>
  text
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .toLowerCase()
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .trim();

/** Letters of scripts that put blanks between words, and add nothing to the words themselves as Korean does. */
const spacedLetter =
  /^(?![\p{scx=Hang}\p{scx=Hani}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}])[\p{L}\p{N}\p{M}_]/u;
const isSpacedLetter = (char: string | undefined) => char !== undefined && spacedLetter.test(char);

/** Whether no spaced letter continues at either end of the text's part; "ass" is not in "class", but in "ass를". */
const isWholeWord = (text: string, start: number, end: number): boolean =>
  !(isSpacedLetter(text[start]) && isSpacedLetter(text[start - 1])) &&
  !(isSpacedLetter(text[end - 1]) && isSpacedLetter(text[end]));

interface TrieNode {
  next: Map<string, TrieNode>;
  isEnd: boolean;
}

const newNode = (): TrieNode => ({ next: new Map(), isEnd: false });

const trieOf = (words: readonly string[]): TrieNode => {
  const root = newNode();
  for (const word of words.map(foldText).filter((each) => each !== '')) {
    let node = root;
    for (const unit of word.split('')) {
      const next = node.next.get(unit) ?? newNode();
      node.next.set(unit, next);
      node = next;
    }
    node.isEnd = true;
  }
  return root;
};

const startsWord = (root: TrieNode, text: string, start: number): boolean => {
  let node = root.next.get(text.charAt(start));
  for (let end = start + 1; node; end += 1) {
    if (node.isEnd && isWholeWord(text, start, end)) return true;
    node = node.next.get(text.charAt(end));
  }
  return false;
};

/** Takes as many steps as the text is long times the longest word, however many words there are. */
const hasWord = (root: TrieNode, text: string): boolean => {
  for (let start = 0; start < text.length; start += 1) if (startsWord(root, text, start)) return true;
  return false;
};

/** `<@id>`, `@name` and `@everyone`; what follows letters is an address. */
const mention = /<@[\w-]+>|(?<![\w.+%-])@[\p{L}\p{N}_][\p{L}\p{N}_.-]*/gu;

const countMentions = (text: string): number => new Set(text.match(mention)).size;

const readyRule = (rule: ContentRule): ReadyRule => {
  const { trigger } = rule;
  if (trigger.kind === 'mentions') return { rule, isBrokenBy: (text) => countMentions(text) > trigger.max };
  const trie = trieOf(trigger.words);
  return { rule, isBrokenBy: (text) => hasWord(trie, text) };
};

const severity = { flag: 0, block: 1, 'time-out': 2 } as const;

const bySeverity = ({ rule: a }: ReadyRule, { rule: b }: ReadyRule): number =>
  severity[b.action] - severity[a.action] || b.timeoutSeconds - a.timeoutSeconds;

/** Those of the rules that are enabled, the severest first. */
export const readyRules = (rules: readonly ContentRule[]): ReadyRule[] =>
  rules
    .filter(({ isEnabled }) => isEnabled)
    .map(readyRule)
    .sort(bySeverity);

/** Those of the rules that hold for what somebody writes in a channel. */
export const rulesFor = (
  rules: readonly ReadyRule[],
  { channelId, roleIds, permissions }: Writing,
): ReadyRule[] => {
  if (can(permissions, 'manageMessages')) return [];
  return rules.filter(
    ({ rule }) =>
      !rule.exemptChannelIds.includes(channelId) && !rule.exemptRoleIds.some((id) => roleIds.includes(id)),
  );
};

/** The severest of the rules that the text breaks. */
export const brokenRule = (text: string, rules: readonly ReadyRule[]): ContentRule | undefined => {
  if (rules.length === 0) return undefined;
  const folded = foldText(text);
  return rules.find(({ isBrokenBy }) => isBrokenBy(folded))?.rule;
};
