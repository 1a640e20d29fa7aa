import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { findLinks } from './find-links';

const linked = (text: string) => findLinks(text).map((link) => link.text);

describe('a link ends', () => {
  it.each([
    ['https://example.com에서 봐요', 'https://example.com'],
    ['https://example.com/에서 봐요', 'https://example.com/'],
    ['https://example.com/a를', 'https://example.com/a'],
    ['https://example.com/a。', 'https://example.com/a'],
    ['https://example.com/a…', 'https://example.com/a'],
    ['https://example.com/a...', 'https://example.com/a'],
    ['https://example.com/a, 그리고', 'https://example.com/a'],
    ['https://example.com/a입니다.', 'https://example.com/a'],
    ['https://example.com/a?b=1은 어때요', 'https://example.com/a?b=1'],
    ['https://example.com/a에서는', 'https://example.com/a'],
    ['https://example.com/a까지만', 'https://example.com/a'],
    ['https://example.com:8080으로', 'https://example.com:8080'],
    ['https://example.com:8080/x으로', 'https://example.com:8080/x'],
    ['https://한글.kr에서', 'https://한글.kr'],
    ['https://메일.한국에서', 'https://메일.한국'],
    ['http://localhost:3000에서', 'http://localhost:3000'],
    ['http://127.0.0.1에서', 'http://127.0.0.1'],
    ['http://[::1]:3000/a로', 'http://[::1]:3000/a'],
    ['https://ko.wikipedia.org/wiki/마루_(건축)를', 'https://ko.wikipedia.org/wiki/마루_(건축)'],
    [
      'https://ko.wikipedia.org/wiki/%EB%A7%88%EB%A3%A8를',
      'https://ko.wikipedia.org/wiki/%EB%A7%88%EB%A3%A8',
    ],
    ['(https://example.com/a)를 봐요', 'https://example.com/a'],
    ['「https://example.com/a」에서', 'https://example.com/a'],
    ['『https://example.com』', 'https://example.com'],
    ['（https://example.com/a）', 'https://example.com/a'],
    ['《https://example.com/a》', 'https://example.com/a'],
    ['https://example.com/a(', 'https://example.com/a'],
    ['https://example.com(여기)', 'https://example.com'],
    ["'https://example.com/a'를", 'https://example.com/a'],
    ['"https://example.com/a"를', 'https://example.com/a'],
    ['“https://example.com/a”', 'https://example.com/a'],
    ['**https://example.com/a**를', 'https://example.com/a'],
    ['_https://example.com/a_b_', 'https://example.com/a_b'],
    ['~~https://example.com/a~~', 'https://example.com/a'],
    ['[글](https://example.com/a)', 'https://example.com/a'],
    ['<https://example.com/a>', 'https://example.com/a'],
    ['https://example.com/a！', 'https://example.com/a'],
    ['https://example.com/a를, https', 'https://example.com/a'],
    ['https://example.com/a/를!', 'https://example.com/a/를'],
    ['여기https://example.com/a', 'https://example.com/a'],
    ['주소:https://example.com/a', 'https://example.com/a'],
    ['https://example.com.', 'https://example.com'],
    ['www.example.com을', 'www.example.com'],
    ['naver.com에서', 'naver.com'],
    ['youtu.be/abc를', 'youtu.be/abc'],
    ['한글.kr에서', '한글.kr'],
  ])('in %s after %s', (text, link) => expect(linked(text)).toEqual([link]));
});

describe('a link stays whole', () => {
  it.each([
    'https://ko.wikipedia.org/wiki/마루_(건축)',
    'https://한글.kr/길',
    'https://한글.kr/길/은',
    'https://ko.wikipedia.org/wiki/사과',
    'https://ko.wikipedia.org/wiki/회의',
    'https://namu.wiki/w/2024년',
    'https://example.com/a_b-c~d/?q=%20&r=[1]#top',
    'https://example.com/a,b;c',
    'http://[2001:db8::1]:8080/x',
    'https://xn--bj0bj06e.kr/',
    'https://example.com/@지민',
    'https://example.com/x/(a(b)c)',
    'HTTPS://EXAMPLE.COM/A',
  ])('%s', (link) => expect(linked(`봐요 ${link} 여기`)).toEqual([link]));
});

describe('no link is made of', () => {
  it.each([
    'readme.md',
    '파일.zip',
    'build.sh를',
    'index.ts',
    'Safari.app',
    'a.com.py',
    '3.14',
    '그래.그럼',
    'jimin@example.com',
    'mailto:jimin@example.com',
    'javascript:alert(1)',
    'javascript://example.com/%0aalert(1)',
    'data:text/html,x',
    'ftp://example.com',
    'file:///etc/passwd',
    'https://',
    'https://에서',
    'http://foo',
    'https://naver.com@evil.example',
    'https://naver.com:x@evil.example',
    'https://naver.com:443@evil.example',
    'https://999.999.999.999',
    'https://a..b',
  ])('%s', (text) => expect(linked(text)).toEqual([]));
});

it('several links of one text are found in order, without overlapping', () => {
  expect(linked('https://a.com와 https://b.com/x랑 c.com이요')).toEqual([
    'https://a.com',
    'https://b.com/x',
    'c.com',
  ]);
});

it('links are parts of the text, lead to the web, and are found again when read alone (property)', () => {
  const parts = `https:// http:// example.com 한글.kr www. / 길 에서 를 ( ) [ ] … 。 * _ @ : 8080 ?q= # a . , ' " %20 \\ javascript:`;
  const piece = fc.constantFrom(' ', ...parts.split(' '));
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
      const text = pieces.join('');
      let end = 0;
      for (const link of findLinks(text)) {
        expect(text.slice(link.index, link.index + link.text.length)).toBe(link.text);
        expect(link.index).toBeGreaterThanOrEqual(end);
        end = link.index + link.text.length;
        const url = new URL(link.href);
        expect(['http:', 'https:']).toContain(url.protocol);
        expect(url.username).toBe('');
        expect(linked(link.text)).toEqual([link.text]);
      }
    }),
    { numRuns: 1_000 },
  );
});
