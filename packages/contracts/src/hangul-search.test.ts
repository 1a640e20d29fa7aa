import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hangulPattern, isCalledSo } from './hangul-search.js';

describe('a search for a Korean name', () => {
  it.each([
    ['ㄱㄱ', '구글'],
    ['ㄱ', '구글'],
    ['ㅎㄱㄷ', '홍길동'],
    ['홍ㄱ', '홍길동'],
    ['ㅎ길', '홍길동'],
    ['홍길ㄷ', '홍길동'],
    ['홍길도', '홍길동'],
    ['길동', '홍길동'],
    ['홍긷', '홍기도'],
    ['바', '박지민'],
    ['달', '닭갈비'],
    ['닭', '달구지'],
    ['오', '와플'],
    ['ㄳ', '가수'],
    ['ㄳ', 'ㄳㄳ'],
    ['ㅋㅋ', '웃음ㅋㅋ'],
    ['홍길도'.normalize('NFD'), '홍길동'],
    ['alice', 'ALICE'],
    ['(지', '(지민)'],
  ])('%j finds %j', (search, name) => expect(isCalledSo(name, search)).toBe(true));

  it.each([
    ['ㄱㄴ', '구글'],
    ['홍길도', '홍길순'],
    ['가', '나가자'.slice(0, 1)],
    ['동길', '홍길동'],
    ['홍기동', '홍길동'],
    ['.', '구글'],
    ['구.', '구글'],
  ])('%j does not find %j', (search, name) => expect(isCalledSo(name, search)).toBe(false));

  it('finds a name at every stage of typing it (property)', () => {
    const hangul = fc.integer({ min: 0xac00, max: 0xd7a3 }).map((code) => String.fromCharCode(code));
    fc.assert(
      fc.property(fc.array(hangul, { minLength: 1, maxLength: 4 }), (syllables) => {
        const name = syllables.join('');
        const last = name.charCodeAt(name.length - 1) - 0xac00;
        const withoutFinal = String.fromCharCode(0xac00 + last - (last % 28));
        const consonant = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ'[Math.floor(last / 588)] ?? '';
        const start = name.slice(0, -1);
        for (const typed of [name, start + withoutFinal, start + consonant])
          expect(isCalledSo(name, typed)).toBe(true);
      }),
    );
  });

  it('is a valid regular expression for any input (property)', () => {
    const typed = fc.string({ unit: fc.constantFrom(...'ㄱㄳ가닭\\^$.*+?()[]{}|-/a'), maxLength: 8 });
    fc.assert(
      fc.property(typed, (search) => {
        expect(isCalledSo(`x${search}y`, search)).toBe(true);
        expect(() => new RegExp(hangulPattern(search) ?? '', 'u')).not.toThrow();
      }),
    );
  });
});
