import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { parseKeyRing } from '@maru/service-kit/key-ring';
import { openText, sealText } from './ring-sealing.js';

const aKey = (id: string) => `${id}:${randomBytes(32).toString('base64url')}`;
const [current, old] = [aKey('k2'), aKey('k1')];
const keys = parseKeyRing(current);

describe('a sealed text', () => {
  it('opens for its owner only', () => {
    const sealed = sealText(keys, 'card 1', '비밀');
    expect(sealed).not.toContain('비밀');
    expect(openText(keys, 'card 1', sealed)).toBe('비밀');
    expect(() => openText(keys, 'card 2', sealed)).toThrow();
  });

  it('is another one each time, and does not open once it was changed', () => {
    const sealed = sealText(keys, 'card 1', 'secret');
    expect(sealText(keys, 'card 1', 'secret')).not.toBe(sealed);
    const changed = sealed.slice(0, 20) + (sealed[20] === 'A' ? 'B' : 'A') + sealed.slice(21);
    expect(() => openText(keys, 'card 1', changed)).toThrow();
  });

  it('outlives a change of keys until the old key is taken away', () => {
    const sealed = sealText(parseKeyRing(old), 'card 1', 'secret');
    expect(openText(parseKeyRing(`${current},${old}`), 'card 1', sealed)).toBe('secret');
    expect(() => openText(keys, 'card 1', sealed)).toThrow('missing');
  });
});
