import { describe, expect, it } from '@jest/globals';
import { isEqualHash, keyedHash, seal, unseal } from './sealing.js';

const secret = 's'.repeat(32);
const now = new Date('2026-01-01T00:00:00.000Z');
const inAMinute = new Date('2026-01-01T00:01:00.000Z');

describe('a sealed value', () => {
  it('is readable with the secret, for the same purpose only', async () => {
    const token = await seal(secret, 'a', { step: 'x' }, inAMinute);
    expect(token).not.toContain('step');
    await expect(unseal(secret, 'a', token, now)).resolves.toEqual({ step: 'x' });
    await expect(unseal(secret, 'b', token, now)).resolves.toBeUndefined();
    await expect(unseal('t'.repeat(32), 'a', token, now)).resolves.toBeUndefined();
  });

  it('is undefined once it is expired, changed or forged', async () => {
    const token = await seal(secret, 'a', { step: 'x' }, inAMinute);
    await expect(unseal(secret, 'a', token, inAMinute)).resolves.toBeUndefined();
    const parts = token.split('.');
    parts[3] = `${parts[3]?.startsWith('A') ? 'B' : 'A'}${parts[3]?.slice(1)}`;
    for (const forged of [parts.join('.'), '', 'a.b.c.d.e', 'eyJhbGciOiJub25lIn0..'])
      await expect(unseal(secret, 'a', forged, now)).resolves.toBeUndefined();
  });
});

it('keyed hashes differ by key, purpose and value', () => {
  const hash = keyedHash(secret, 'code', '123456');
  expect(isEqualHash(hash, keyedHash(secret, 'code', '123456'))).toBe(true);
  for (const other of [
    keyedHash('t'.repeat(32), 'code', '123456'),
    keyedHash(secret, 'other', '123456'),
    keyedHash(secret, 'code', '123457'),
    '',
  ])
    expect(isEqualHash(hash, other)).toBe(false);
});
