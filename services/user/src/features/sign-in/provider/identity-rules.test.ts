import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decideIdentity, type IdentityFacts, type IdentityOutcome } from './identity-rules.js';

type Row = [IdentityFacts['email'], IdentityFacts['account'], boolean, IdentityOutcome];

/** Every case of an unlinked identity; docs/adr/0009 has the same table in prose. */
const table: Row[] = [
  ['none', 'none', false, 'sign-up'],
  ['claimed', 'none', false, 'sign-up'],
  ['owned', 'none', false, 'sign-up'],
  ['claimed', 'unconfirmed', false, 'sign-up'],
  ['owned', 'unconfirmed', false, 'sign-up'],
  ['claimed', 'confirmed', false, 'prove-ownership'],
  ['owned', 'confirmed', false, 'link'],
  ['claimed', 'deleting', false, 'prove-ownership'],
  ['owned', 'deleting', false, 'link'],
  ['claimed', 'confirmed', true, 'conflict'],
  ['owned', 'confirmed', true, 'conflict'],
  ['claimed', 'deleting', true, 'conflict'],
  ['owned', 'deleting', true, 'conflict'],
];

describe('an unlinked identity', () => {
  it.each(table)(
    'with %s address, whose account is %s (other identity of the provider: %s): %s',
    (...row) => {
      const [email, account, hasOtherOfProvider, outcome] = row;
      expect(decideIdentity({ isLinked: false, email, account, hasOtherOfProvider })).toBe(outcome);
    },
  );
});

const facts = fc.record({
  isLinked: fc.boolean(),
  email: fc.constantFrom<IdentityFacts['email']>('none', 'claimed', 'owned'),
  account: fc.constantFrom<IdentityFacts['account']>('none', 'unconfirmed', 'confirmed', 'deleting'),
  hasOtherOfProvider: fc.boolean(),
});

describe('in every case', () => {
  it('only a linked identity signs in directly (property)', () => {
    fc.assert(fc.property(facts, (each) => expect(decideIdentity(each) === 'sign-in').toBe(each.isLinked)));
  });

  it('nothing is linked without proof unless both sides have proven the address (property)', () => {
    fc.assert(
      fc.property(facts, (each) => {
        if (decideIdentity(each) !== 'link') return;
        expect(each.email).toBe('owned');
        expect(['confirmed', 'deleting']).toContain(each.account);
        expect(each.hasOtherOfProvider).toBe(false);
      }),
    );
  });
});
