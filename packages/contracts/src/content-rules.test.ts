import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { brokenRule, foldText, readyRules, rulesFor } from './content-rules.js';
import { contentRule, type ContentRule, type ContentTrigger } from './http/chat/content-rules.js';
import { everything, setOf } from './permissions.js';
import { channelId, roleId } from './primitives.js';

const id = (index: number) => `01J0000000000000000000${String(index).padStart(4, '0')}`;
const [here, elsewhere] = [channelId.parse(id(1)), channelId.parse(id(2))];
const [friend, stranger] = [roleId.parse(id(3)), roleId.parse(id(4))];

const aRule = (trigger: ContentTrigger, changes: Partial<ContentRule> = {}): ContentRule =>
  contentRule.parse({
    contentRuleId: id(5),
    serverId: id(0),
    name: '욕설',
    isEnabled: true,
    trigger,
    action: 'block',
    timeoutSeconds: 600,
    exemptRoleIds: [],
    exemptChannelIds: [],
    ...changes,
  });
const breaks = (text: string, ...words: string[]) =>
  brokenRule(text, readyRules([aRule({ kind: 'words', words })])) !== undefined;
const mentions = (text: string, max: number) =>
  brokenRule(text, readyRules([aRule({ kind: 'mentions', max })])) !== undefined;

const latin = fc.string({ unit: fc.constantFrom(...'abcdefg'), minLength: 1, maxLength: 8 });
const hangul = fc.string({ unit: fc.constantFrom(...'가나다라마바사'), minLength: 1, maxLength: 8 });
const anyText = fc.string({ unit: 'binary', maxLength: 300 });

describe('a word', () => {
  it.each([
    ['SPAM here', 'spam', true],
    ['spammers', 'spam', false],
    ['antispam', 'spam', false],
    ['spam을 팔아요', 'spam', true],
    ['spam2', 'spam', false],
    ['(spam)', 'spam', true],
    ['이런 나쁜말이라니', '나쁜말', true],
    ['나쁜  \n 말', '나쁜 말', true],
    ['나\u200B쁜\u2060말', '나쁜말', true],
    ['s\u00ADp\u200Dam', 'spam', true],
    ['나쁜말'.normalize('NFD'), '나쁜말', true],
    ['CAFE\u0301', 'café', true],
    ['cafe', 'café', false],
    ['違法な話', '違法', true],
    ['コーラを飲む', 'コーラ', true],
    ['это спам!', 'СПАМ', true],
    ['c++ is fine', 'c++', true],
    ['🔞🔞', '🔞', true],
    ['anything', '\u200B', false],
  ])('in %j: %j is found: %s', (text, word, isFound) => expect(breaks(text, word)).toBe(isFound));

  it('of Hangul is found wherever it stands', () =>
    fc.assert(fc.property(anyText, hangul, anyText, (a, word, b) => breaks(`${a} ${word} ${b}`, word))));

  it('of Latin letters is found as a whole word and not within another one', () =>
    fc.assert(
      fc.property(latin, latin, fc.constantFrom(' ', '.', '!', '을', '\n'), (word, other, edge) => {
        expect(breaks(`${other} ${word}${edge}${other}`, word)).toBe(true);
        expect(breaks(`x${word}y`, word)).toBe(false);
      }),
    ));

  it('is found in any case, with anything invisible between its letters', () =>
    fc.assert(
      fc.property(
        fc.oneof(latin, hangul),
        fc.constantFrom('\u200B', '\u200C', '\u200D', '\u2060', '\uFEFF', '\u00AD', '\uFE0F', '\u3164'),
        (word, invisible) => {
          expect(breaks(word.toUpperCase().split('').join(invisible), word)).toBe(true);
          expect(breaks(word, word.toUpperCase())).toBe(true);
        },
      ),
    ));

  it('is looked for as plain text: what means something in a pattern means nothing here', () => {
    expect(breaks('aaaa', '.*')).toBe(false);
    expect(breaks('say .* now', '.*')).toBe(true);
    expect(breaks('ab', '[a-z]+')).toBe(false);
  });

  it('among many is found exactly when it would be found alone', () =>
    fc.assert(
      fc.property(
        fc.array(fc.oneof(latin, hangul), { minLength: 1, maxLength: 10 }),
        fc.array(fc.oneof(latin, hangul), { maxLength: 20 }).map((parts) => parts.join(' ')),
        (words, text) => {
          expect(breaks(text, ...words)).toBe(words.some((word) => breaks(text, word)));
        },
      ),
    ));
});

it('folding twice is folding once', () =>
  fc.assert(fc.property(anyText, (text) => expect(foldText(foldText(text))).toBe(foldText(text)))));

describe('mentions', () => {
  it.each([
    ['<@0b0e9f64-0000-4000-8000-000000000001> <@0b0e9f64-0000-4000-8000-000000000002>', 2],
    ['@지민 @Alice @everyone', 3],
    ['@지민 @지민 @지민', 1],
    ['@Alice @alice', 1],
    ['안녕@지민', 1],
    ['mail me: a@b.example and c.d@e.example', 0],
    ['@ @ @', 0],
    ['@@@@@', 0],
  ])('in %j are %i', (text, count) => {
    expect(mentions(`${text} @first @second`, count + 2)).toBe(false);
    expect(mentions(`${text} @first @second`, count + 1)).toBe(true);
  });

  it('are as many as there are different ones', () =>
    fc.assert(
      fc.property(fc.uniqueArray(latin, { minLength: 2, maxLength: 30 }), (names) => {
        const text = [...names, ...names].map((name) => `@${name}`).join(' ');
        expect(mentions(text, names.length)).toBe(false);
        expect(mentions(text, names.length - 1)).toBe(true);
      }),
    ));
});

describe('rules', () => {
  const words = { kind: 'words' as const, words: ['spam'] };
  const writing = { channelId: here, roleIds: [friend], permissions: setOf('sendMessages') };

  it('hold but for exempt roles, in exempt channels, and for who manages messages', () => {
    const count = (changes: Partial<ContentRule>, by = writing) =>
      rulesFor(readyRules([aRule(words, changes)]), by).length;
    expect(count({})).toBe(1);
    expect(count({ isEnabled: false })).toBe(0);
    expect(count({ exemptRoleIds: [friend] })).toBe(0);
    expect(count({ exemptRoleIds: [stranger] })).toBe(1);
    expect(count({ exemptChannelIds: [here] })).toBe(0);
    expect(count({ exemptChannelIds: [elsewhere] })).toBe(1);
    expect(count({}, { ...writing, permissions: everything })).toBe(0);
    expect(count({}, { ...writing, permissions: setOf('manageMessages') })).toBe(0);
  });

  it('that are broken together: the severest counts, of time-outs the longest', () => {
    const flag = aRule(words, { action: 'flag' });
    const block = aRule(words);
    const [short, long] = [600, 3_600].map((timeoutSeconds) =>
      aRule(words, { action: 'time-out', timeoutSeconds }),
    );
    const worst = (...rules: (ContentRule | undefined)[]) =>
      brokenRule('spam', readyRules(rules.flatMap((rule) => rule ?? [])));
    expect(worst(flag, block)?.action).toBe('block');
    expect(worst(block, short, flag, long)).toEqual(long);
    expect(worst(flag)).toEqual(flag);
    expect(worst()).toBeUndefined();
  });

  it('of 500 words look at 4 000 characters in no time, also where all of it nearly fits', () => {
    const almost = Array.from({ length: 500 }, (_, index) => `${'가'.repeat(56)}${1_000 + index}`);
    const rules = readyRules([aRule({ kind: 'words', words: almost }), aRule({ kind: 'mentions', max: 50 })]);
    const [near, hostile] = ['가'.repeat(4_000), '@a.'.repeat(1_333)];
    const began = Date.now();
    for (let round = 0; round < 10; round += 1)
      for (const text of [near, hostile]) expect(brokenRule(text, rules)).toBeUndefined();
    expect((Date.now() - began) / 20).toBeLessThan(50);
  });
});
