import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { countCharacters, cutText, graphemesOf } from './graphemes.js';
import { nickname } from './http/user/profiles.js';
import { serverName } from './http/chat/servers.js';
import { channelTopic } from './http/chat/channels.js';
import { limits } from './limits.js';
import { messageText } from './socket/message-body.js';
import { repairName } from './text-fields.js';
import { hidesCharacters, isVisible, tidyLine, tidyLines } from './visible-text.js';

const england = '\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}';
const family = '👨‍👩‍👧‍👦';

const everyCharacter = (category: RegExp): string[] => {
  const found: string[] = [];
  for (let code = 0; code <= 0x10ffff; code += 1) {
    const character = String.fromCodePoint(code);
    if (category.test(character)) found.push(character);
  }
  return found;
};

// Some signs of Arabic, Syriac, Kaithi and Egyptian are format characters, but fonts draw them.
const drawnFormat = /[\u0600-\u0605\u06DD\u070F\u0890\u0891\u08E2\u{110BD}\u{110CD}\u{13430}-\u{1343F}]/u;

describe('invisible text', () => {
  it.each([
    ['marks', /^\p{M}$/u],
    ['separators', /^\p{Z}$/u],
    ['control characters', /^\p{Cc}$/u],
    ['format characters', new RegExp(`^(?!${drawnFormat.source})\\p{Cf}$`, 'u')],
    ['ignorable characters', /^\p{Default_Ignorable_Code_Point}$/u],
    ['noncharacters', /^\p{Noncharacter_Code_Point}$/u],
    ['blanks of other kinds', /^[\u2800\u3164\u115F\u1160\uFFA0\uFFFC\u{1D159}]$/u],
  ])('made of %s alone is neither a name nor a message', (_kind, category) => {
    const accepted = everyCharacter(category).filter(
      (character) =>
        serverName.safeParse(character.repeat(3)).success ||
        messageText.safeParse(character.repeat(3)).success,
    );
    expect(accepted.map((character) => character.codePointAt(0)?.toString(16))).toEqual([]);
  });

  it.each([
    '\u200B',
    '\u3164',
    '\u2800',
    '\u202E',
    '\0',
    '\u2800 \u200D\n\u0301',
    '\uFE0F\uFE0F\uFE0F',
    '\u0301\u0301',
  ])('%j is neither a nickname nor a message nor a topic', (text) => {
    expect(nickname.safeParse(text.repeat(2)).success).toBe(false);
    expect(messageText.safeParse(text).success).toBe(false);
    expect(channelTopic.parse(text)).toBe('');
  });
});

describe('names', () => {
  it.each([
    england,
    `${england}팀`,
    family,
    '🏳️‍🌈 모임',
    '❤️‍🔥',
    '👩🏽‍🚀',
    '1️⃣번',
    '🇰🇷',
    'نمی‌خواهم',
    'क्‍ष',
    '葛\u{E0100}城市',
    'Việt Nam',
    'Ἀχιλλεύς',
    'שָׁלוֹם',
    'ར྄ྀྀ',
    'ㅋㅋ',
    '\u1112\u119E\u11AB글',
  ])('keep %j as it is', (name) => {
    expect(serverName.parse(name)).toBe(name.normalize('NFC'));
    expect(messageText.parse(name)).toBe(name.normalize('NFC'));
  });

  it.each([
    'a\u202Eb',
    'a\u2066b\u2069',
    'a\u200Bb',
    'a\u200Db',
    'a\uFE0Fb',
    'a\0b',
    'bell\u0007',
    'soft\u00ADhyphen',
    'a\u3164b',
    'a\u{E0067}\u{E007F}',
    '\u{1F3F4}\u{E0067}\u{E0062}',
    `Z${'\u0301'.repeat(6)}algo`,
    `가${'\u20DD'.repeat(9)}`,
  ])('refuse %j by the rule "characters"', (name) => {
    const refusal = serverName.safeParse(name).error?.issues[0];
    expect(refusal).toMatchObject({ code: 'custom', message: 'characters' });
  });

  it('fold line breaks and blanks into single spaces, and are stored in NFC', () => {
    expect(serverName.parse(' 마루\r\n\t모임\u2028방 '.normalize('NFD'))).toBe('마루 모임 방');
    expect(serverName.parse('a\u2800\u3000b')).toBe('a b');
  });

  it('count characters in NFC, not UTF-16 units', () => {
    const { max } = limits.nickname;
    expect(nickname.parse(`${'가'.repeat(max - 1)}😀`)).toHaveLength(max + 1);
    expect(nickname.parse('각'.repeat(max).normalize('NFD'))).toBe('각'.repeat(max));
    expect(nickname.safeParse('😀'.repeat(max + 1)).error?.issues[0]?.code).toBe('too_big');
    expect(nickname.safeParse('가').error?.issues[0]?.code).toBe('too_small');
  });

  it('suggested by a provider are repaired to meet our rules', () => {
    expect(repairName(`${'가'.repeat(31)}😀`, limits.nickname)).toBe(`${'가'.repeat(31)}😀`);
    expect(repairName(`${'가'.repeat(31)}${family}`, limits.nickname)).toBe('가'.repeat(31));
    expect(repairName(' 김\u200B 새봄\n', limits.nickname)).toBe('김 새봄');
    expect(repairName('\u2800\u2800', limits.nickname)).toBe('');
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (suggested) => {
        const name = repairName(suggested, limits.nickname);
        expect(name === '' || nickname.safeParse(name).data === name).toBe(true);
      }),
    );
  });
});

describe('messages', () => {
  it('keep the indentation of their first line; blank space at the end goes', () => {
    expect(messageText.parse('    function x() {\n  }\u2800 \n\n')).toBe('    function x() {\n  }');
  });

  it('count 1,400 syllables in NFD as 1,400, and up to 4,000 of anything', () => {
    expect(messageText.parse('한'.repeat(1_400).normalize('NFD'))).toHaveLength(1_400);
    expect(messageText.parse('한'.repeat(4_000).normalize('NFD'))).toHaveLength(4_000);
    expect(messageText.safeParse('😀'.repeat(4_000)).success).toBe(true);
    expect(messageText.safeParse('가'.repeat(4_001)).error?.issues[0]?.code).toBe('too_big');
  });

  it('lose what readers do not see, and piles of marks', () => {
    expect(messageText.parse('a\u202Eb\0c\u200Bd')).toBe('abcd');
    expect(messageText.parse('one\r\ntwo\u2028three')).toBe('one\ntwo\nthree');
    expect(countCharacters(messageText.parse(`H${'\u0322\u0302'.repeat(40)}i`))).toBeLessThanOrEqual(6);
  });
});

const pieces = Array.from(
  'a가\u1100\u1161 \n\r\u0301\u0323\u200D\u200B\uFE0F\u{1F3F4}\u{E0067}\u{E007F}👩\u{1F3FD}\u2800\u202Eمक\u094D\u180Bᠠ',
);
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((parts) => parts.join('')),
);

describe('any text', () => {
  it('is tidied idempotently, into NFC, and then is visible or empty (property)', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const tidy of [tidyLine, tidyLines]) {
          const once = tidy(text);
          expect(tidy(once)).toBe(once);
          expect(once.normalize('NFC')).toBe(once);
          expect(once === '' || isVisible(once)).toBe(true);
        }
        expect(hidesCharacters(tidyLine(text))).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('is cut between graphemes only, and never exceeds the limit (property)', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 20 }), (text, max) => {
        const cut = cutText(text, max);
        expect(countCharacters(cut)).toBeLessThanOrEqual(max);
        const whole = graphemesOf(text.normalize('NFC'));
        const kept = graphemesOf(cut);
        expect(whole.slice(0, kept.length)).toEqual(kept);
        const next = whole[kept.length];
        if (next !== undefined) expect(countCharacters(cut + next)).toBeGreaterThan(max);
      }),
    );
  });

  it('counts its code points in NFC (property)', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(countCharacters(text)).toBe(Array.from(text.normalize('NFC')).length);
      }),
    );
  });
});
