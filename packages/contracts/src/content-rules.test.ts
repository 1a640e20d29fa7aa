import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { brokenRule, brokenRules, compileRules, lettersOf } from './content-rules.js';
import { contentRule, type ContentRule, type ContentTrigger } from './http/chat/content-rules.js';
import { everything, setOf } from './permissions.js';
import { limits } from './limits.js';
import { channelId, contentRuleId, roleId } from './primitives.js';

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
  brokenRules(text, compileRules([aRule({ kind: 'words', words })])).length > 0;
const mentions = (text: string, max: number) =>
  brokenRules(text, compileRules([aRule({ kind: 'mentions', max })])).length > 0;

const latin = fc.string({ unit: fc.constantFrom(...'abcdefg'), minLength: 1, maxLength: 8 });
const hangul = fc.string({ unit: fc.constantFrom(...'가나다라마바사'), minLength: 1, maxLength: 8 });
const anyText = fc.string({ unit: 'binary', maxLength: 300 });

describe('a blocked word', () => {
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
  ])('in %j, %j is found: %s', (text, word, isFound) => expect(breaks(text, word)).toBe(isFound));

  it('in Hangul matches anywhere in a text', () =>
    fc.assert(fc.property(anyText, hangul, anyText, (a, word, b) => breaks(`${a} ${word} ${b}`, word))));

  it('in Latin letters matches whole words only', () =>
    fc.assert(
      fc.property(latin, latin, fc.constantFrom(' ', '.', '!', '을', '\n'), (word, other, edge) => {
        expect(breaks(`${other} ${word}${edge}${other}`, word)).toBe(true);
        expect(breaks(`x${word}y`, word)).toBe(false);
      }),
    ));

  it('matches in any case and despite invisible characters between its letters', () =>
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

  it('is plain text: regular expression syntax has no meaning in it', () => {
    expect(breaks('aaaa', '.*')).toBe(false);
    expect(breaks('say .* now', '.*')).toBe(true);
    expect(breaks('ab', '[a-z]+')).toBe(false);
  });

  it('among many others is found exactly when it is found alone', () =>
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
  ])('in %j: %i', (text, count) => {
    expect(mentions(`${text} @first @second`, count + 2)).toBe(false);
    expect(mentions(`${text} @first @second`, count + 1)).toBe(true);
  });

  it('are counted once per target', () =>
    fc.assert(
      fc.property(fc.uniqueArray(latin, { minLength: 2, maxLength: 30 }), (names) => {
        const text = [...names, ...names].map((name) => `@${name}`).join(' ');
        expect(mentions(text, names.length)).toBe(false);
        expect(mentions(text, names.length - 1)).toBe(true);
      }),
    ));
});

describe('content rules', () => {
  const words = { kind: 'words' as const, words: ['spam'] };
  const writing = { channelId: here, roleIds: [friend], permissions: setOf('sendMessages') };

  it('spare exempt roles, exempt channels and members who manage messages', () => {
    const isBroken = (changes: Partial<ContentRule>, by = writing) =>
      brokenRule('spam', compileRules([aRule(words, changes)]), by) !== undefined;
    expect(isBroken({})).toBe(true);
    expect(isBroken({ isEnabled: false })).toBe(false);
    expect(isBroken({ exemptRoleIds: [friend] })).toBe(false);
    expect(isBroken({ exemptRoleIds: [stranger] })).toBe(true);
    expect(isBroken({ exemptChannelIds: [here] })).toBe(false);
    expect(isBroken({ exemptChannelIds: [elsewhere] })).toBe(true);
    expect(isBroken({}, { ...writing, permissions: everything })).toBe(false);
    expect(isBroken({}, { ...writing, permissions: setOf('manageMessages') })).toBe(false);
  });

  it('that match together apply the severest action, and the longest timeout', () => {
    const flag = aRule(words, { action: 'flag' });
    const block = aRule(words);
    const [short, long] = [600, 3_600].map((timeoutSeconds) =>
      aRule(words, { action: 'time-out', timeoutSeconds }),
    );
    const worst = (...rules: (ContentRule | undefined)[]) =>
      brokenRule('spam', compileRules(rules.flatMap((rule) => rule ?? [])), writing);
    expect(worst(flag, block)?.action).toBe('block');
    expect(worst(block, short, flag, long)?.timeoutSeconds).toBe(3_600);
    expect(worst(flag)?.action).toBe('flag');
    expect(worst()).toBeUndefined();
  });

  it('match independently of each other', () => {
    const lists = fc.array(fc.array(fc.oneof(latin, hangul), { minLength: 1, maxLength: 6 }), {
      minLength: 1,
      maxLength: limits.contentRulesPerServer,
    });
    const text = fc.array(fc.oneof(latin, hangul), { maxLength: 20 }).map((parts) => parts.join(' '));
    fc.assert(
      fc.property(lists, text, (all, written) => {
        const rules = all.map((list, index) =>
          aRule({ kind: 'words', words: list }, { contentRuleId: contentRuleId.parse(id(100 + index)) }),
        );
        const broken = brokenRules(written, compileRules(rules)).map((rule) => rule.contentRuleId);
        const alone = rules.filter((_rule, index) => breaks(written, ...(all[index] ?? [])));
        expect(broken.toSorted()).toEqual(alone.map((rule) => rule.contentRuleId).toSorted());
      }),
    );
  });

  it('count the letters of their words after folding, which may add some', () => {
    expect(lettersOf(aRule({ kind: 'words', words: ['나쁜말', 'spam'] }))).toBe(7);
    expect(lettersOf(aRule({ kind: 'words', words: ['㎉'] }))).toBe(4);
    expect(lettersOf(aRule({ kind: 'mentions', max: 5 }))).toBe(0);
  });
});
