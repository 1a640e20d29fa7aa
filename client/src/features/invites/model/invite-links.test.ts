import { expect, it } from '@jest/globals';
import { inviteCodeOf, inviteCodesIn } from './invite-links';

const origin = 'https://maru.example';
const code = (n: number) => `k1${'a'.repeat(20)}${n}`;
const link = (n: number) => `${origin}/invite/${code(n)}`;

it.each([
  ['nothing', 'hello', []],
  ['a link among words', `여기로 오세요 ${link(1)} 모두요`, [code(1)]],
  ['a link with a particle', `${link(1)}로 오세요. (${link(2)})`, [code(1), code(2)]],
  ['one link twice', `${link(1)} ${link(1)}`, [code(1)]],
  ['no more than three', [1, 2, 3, 4].map(link).join(' '), [code(1), code(2), code(3)]],
  ['another site', `https://evil.example/invite/${code(1)}`, []],
  ['our name in front of another', `https://maru.example.evil.io/invite/${code(1)}`, []],
  ['another page', `${origin}/servers/${code(1)}`, []],
  ['more path behind', `${link(1)}/more`, []],
  ['what is no code', `${origin}/invite/a%20b`, []],
  ['a broken address', 'https://[broken/invite/x', []],
])('finds %s', (_what, text, codes) => expect(inviteCodesIn(text, origin)).toEqual(codes));

it.each([
  ['a link', link(1), code(1)],
  ['a link with spaces around it', `  ${link(1)}\n`, code(1)],
  ['a link without its protocol', `maru.example/invite/${code(1)}`, code(1)],
  ['a bare code', code(1), code(1)],
  ['nothing', '', undefined],
  ['words', '초대해 주세요', undefined],
  ['another site', `https://evil.example/invite/${code(1)}`, undefined],
])('takes %s', (_what, text, expected) => expect(inviteCodeOf(text, origin)).toBe(expected));
