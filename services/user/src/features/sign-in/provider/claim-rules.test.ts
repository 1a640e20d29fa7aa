import { describe, expect, it } from '@jest/globals';
import { decideClaim } from './claim-rules.js';

/** Every case; docs/adr/0009 has the same table in prose. */
describe('an unlinked identity that names the address of an account', () => {
  it.each([
    [false, false, 'prove-ownership'],
    [true, false, 'link'],
    [false, true, 'conflict'],
    [true, true, 'conflict'],
  ] as const)(
    'vouched for: %s, account has another identity of the provider: %s → %s',
    (isEmailOwned, hasOtherOfProvider, outcome) =>
      expect(decideClaim({ isEmailOwned, hasOtherOfProvider })).toBe(outcome),
  );
});
