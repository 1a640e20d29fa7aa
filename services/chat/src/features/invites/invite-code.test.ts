import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { newId } from '@maru/service-kit/ids';
import fc from 'fast-check';
import { parseKeyRing } from '@maru/service-kit/key-ring';
import { newInviteNonce, openInvite, sealInvite } from './invite-code.js';

const aKey = (id: string) => `${id}:${randomBytes(32).toString('base64url')}`;
const [old, current] = [aKey('k1'), aKey('k2')];
const keys = parseKeyRing(current);
const reference = () => ({ inviteId: newId(), nonce: newInviteNonce() });

describe('an invite code', () => {
  it('opens to what was sealed, and fits a link', () => {
    const what = reference();
    const code = sealInvite(keys, what);
    expect(openInvite(keys, code)).toEqual(what);
    expect(code).toMatch(/^k2[A-Za-z0-9_-]+$/);
    expect(code.length).toBeLessThanOrEqual(128);
  });

  it('shows nothing of what it carries, and is another one each time', () => {
    const what = reference();
    const codes = Array.from({ length: 20 }, () => sealInvite(keys, what));
    expect(new Set(codes).size).toBe(20);
    for (const code of codes)
      expect(Buffer.from(code.slice(2), 'base64url').toString('latin1')).not.toContain(what.inviteId);
  });

  it('that was changed anywhere opens to nothing (property)', () => {
    const code = sealInvite(keys, reference());
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    fc.assert(
      fc.property(fc.nat(code.length - 1), fc.constantFrom(...alphabet), (at, letter) => {
        const changed = code.slice(0, at) + letter + code.slice(at + 1);
        if (changed !== code) expect(openInvite(keys, changed)).toBeUndefined();
      }),
    );
  });

  it('that was made up opens nothing (property)', () => {
    fc.assert(fc.property(fc.string(), (text) => expect(openInvite(keys, text)).toBeUndefined()));
  });

  it('of a link is no token of a mail, and the other way round', () => {
    const what = reference();
    expect(openInvite(keys, sealInvite(keys, what), 'e-mail invite')).toBeUndefined();
    const token = sealInvite(keys, what, 'e-mail invite');
    expect(openInvite(keys, token)).toBeUndefined();
    expect(openInvite(keys, token, 'e-mail invite')).toEqual(what);
  });

  it('outlives a change of keys until the old key is taken away', () => {
    const what = reference();
    const code = sealInvite(parseKeyRing(old), what);
    expect(openInvite(parseKeyRing(`${current},${old}`), code)).toEqual(what);
    expect(openInvite(keys, code)).toBeUndefined();
    const disguised = `k2${code.slice(2)}`;
    expect(openInvite(parseKeyRing(`${current},${old}`), disguised)).toBeUndefined();
  });
});

it.each(['', 'k1', 'k1:short', `${aKey('k1')},${aKey('k1')}`, aKey('long'), `K1:${'x'.repeat(43)}`])(
  'the key ring %p does not start a service',
  (text) => expect(() => parseKeyRing(text)).toThrow(),
);
