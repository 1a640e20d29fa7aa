import { describe, expect, it } from '@jest/globals';
import { limits } from '@maru/contracts/limits';
import fc from 'fast-check';
import { addEmails, endsAddress, problemOf } from './email-list';

const texts = (text: string) => addEmails([], text).map((chip) => chip.text);
const addresses = fc.uniqueArray(
  fc
    .tuple(fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/), fc.stringMatching(/^[a-z]{1,8}$/))
    .map(([a, b]) => `${a}@${b}.kr`),
  { minLength: 1, maxLength: 10 },
);

describe('a pasted list', () => {
  it('gives every address once, whatever parts them (property)', () => {
    const separator = fc.constantFrom(',', ';', '\n', ' ', ', ', '\r\n', '\t', '，');
    fc.assert(
      fc.property(addresses, separator, (list, by) => {
        expect(texts([...list, ...list].join(by))).toEqual(list);
      }),
    );
  });

  it('changes nothing when it is pasted again (property)', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const chips = addEmails([], text);
        expect(addEmails(chips, text)).toEqual(chips);
      }),
    );
  });

  it.each([
    ['capitals', 'Jimin@Maru.TEST', ['jimin@maru.test']],
    [
      'names of a mail program',
      '김지민 <jimin@maru.test>, "Alice Lee" <a@maru.test>',
      ['jimin@maru.test', 'a@maru.test'],
    ],
    ['empty lines', '\n\n a@maru.test \n\n', ['a@maru.test']],
    ['nothing', ' ,;\n ', []],
  ])('understands %s', (_what, text, expected) => expect(texts(text)).toEqual(expected));

  it('marks what is no address and keeps it to be mended', () => {
    expect(addEmails([], 'jimin@, b@maru.test')).toEqual([
      { text: 'jimin@', isValid: false },
      { text: 'b@maru.test', isValid: true },
    ]);
  });
});

describe('the problem of a list', () => {
  const many = (count: number) =>
    addEmails([], Array.from({ length: count }, (_, n) => `a${n}@maru.test`).join());

  it('is nothing up to the limit', () => {
    expect(problemOf(many(limits.emailInvites.perRequest))).toBeUndefined();
    expect(problemOf(many(limits.emailInvites.perRequest + 1))).toBe('too-many');
  });

  it('is that it is empty, or that an address is wrong', () => {
    expect(problemOf([])).toBe('none');
    expect(problemOf(addEmails([], 'a@maru.test 나'))).toBe('invalid');
  });
});

it.each([
  ['a@maru.test,', true],
  ['a@maru.test ', true],
  ['a@maru.test', false],
  ['김지민 <a@maru.test', false],
])('%j ends an address: %s', (text, ends) => expect(endsAddress(text)).toBe(ends));
