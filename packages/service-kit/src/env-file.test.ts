import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseEnvFile } from './env-file.js';

const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, { isBigEndian = false, hasBom = true } = {}) => {
  const bytes = Buffer.from(hasBom ? `\uFEFF${text}` : text, 'utf16le');
  return isBigEndian ? bytes.swap16() : bytes;
};
const parse = (text: string) => parseEnvFile(utf8(text));

describe('a .env file', () => {
  it.each([
    ['with a byte order mark', utf8('\uFEFFA=1\nB=둘\n')],
    ['with line ends of Windows', utf8('A=1\r\nB=둘\r\n')],
    ['with line ends of old Macs', utf8('A=1\rB=둘')],
    ['in UTF-16', utf16('A=1\r\nB=둘')],
    ['in big-endian UTF-16', utf16('A=1\nB=둘', { isBigEndian: true })],
    ['in UTF-16 without a mark', utf16('A=1\nB=둘', { hasBom: false })],
    ['with export and blanks', utf8('  export A = 1  \nexport B="둘"')],
  ])('is read %s', (_how, bytes) => {
    expect(parseEnvFile(bytes)).toEqual({ variables: { A: '1', B: '둘' }, problems: [] });
  });

  it('keeps a # inside a value and drops a comment behind blank space', () => {
    expect(parse('A=pass#word\nB=1 # why\nC="a # b" # why\nD=\'#\'\nE=  # none\n#F=1').variables).toEqual({
      A: 'pass#word',
      B: '1',
      C: 'a # b',
      D: '#',
      E: '',
    });
  });

  it('reads quotes: escapes in double ones, nothing in single ones, line ends in all', () => {
    expect(parse(`A="x\\ny"\nB='x\\ny'\nC="one\ntwo"\nD=\`it's\`\nE=a"b`).variables).toEqual({
      A: 'x\ny',
      B: 'x\\ny',
      C: 'one\ntwo',
      D: "it's",
      E: 'a"b',
    });
  });

  it.each([
    ['A=1\nA=2', 'A is set twice; line 2 is used'],
    ['A 1', 'line 1 is not NAME=value and is left out'],
    ['A="hunter2\nB=2', 'the quote of A is never closed'],
    ['A="1"hunter2', 'text after the closing quote of A is left out'],
    ['A=“hunter2”', 'A begins with a typographic quote, which is kept'],
  ])('reports %j without the value', (text, problem) => {
    expect(parse(text).problems).toEqual([problem]);
  });

  it('reads on after a quote that is never closed', () => {
    expect(parse('A="1\nB=2').variables).toEqual({ A: '"1', B: '2' });
  });

  it('is refused in an encoding of another kind', () => {
    expect(() => parseEnvFile(Uint8Array.of(65, 61, 0xb8, 0xb6))).toThrow(/not UTF-8 text; save it as UTF-8/);
  });

  it('keeps any value that is written in single quotes', () => {
    const value = fc.string({ unit: 'grapheme' }).filter((text) => !/['\r\n\uFEFF]/.test(text));
    fc.assert(fc.property(value, (text) => parse(`A='${text}'`).variables.A === text));
  });
});
