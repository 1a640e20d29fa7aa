import { expect, it } from '@jest/globals';
import { issuerOf } from './issuers';

it('the issuer of a card follows from its code; others have no name', () => {
  expect(issuerOf('61')).toBe('hyundai');
  expect(issuerOf('3A')).toBe('kbank');
  for (const code of [null, '', 'ZZ', 'toString', '__proto__']) expect(issuerOf(code)).toBeUndefined();
});
