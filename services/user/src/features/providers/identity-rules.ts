/** What is known when somebody comes back from a provider. */
export interface IdentityFacts {
  /** Whether this very account of the provider is linked to somebody here. Then nothing else counts. */
  isLinked: boolean;
  /** `owned`: the provider vouches that the address is theirs; `claimed`: it names one, no more. */
  email: 'none' | 'claimed' | 'owned';
  /** Whose the address is here. `unconfirmed`: somebody began a sign-up with it and never proved it. */
  account: 'none' | 'unconfirmed' | 'confirmed' | 'deleting';
  /** Whether that account is linked to another account of the same provider. */
  hasOtherOfProvider: boolean;
}

/**
 * - `sign-in`: as the linked person
 * - `sign-up`: consents and a nickname make a new account; a sign-up that was never confirmed loses the address to it
 * - `link`: to the account with this address, whose owner is told, and sign in as it
 * - `prove-ownership`: first the password of that account, or a code that is mailed to it
 * - `conflict`: the account belongs to another account of this provider, so the mailbox may have changed hands
 */
export type IdentityOutcome = 'sign-in' | 'sign-up' | 'link' | 'prove-ownership' | 'conflict';

/**
 * Decides what an identity leads to. Same address, same account, but only if both sides have proven it: the provider vouches, and
 * the account is confirmed. Source: Sudhodanan & Paverd, "Pre-hijacked accounts" (USENIX Security 2022), and docs/adr/0009.
 */
export const decideIdentity = (facts: IdentityFacts): IdentityOutcome => {
  const { isLinked, email, account, hasOtherOfProvider } = facts;
  if (isLinked) return 'sign-in';
  const isSomebodys = account === 'confirmed' || account === 'deleting';
  if (email === 'none' || !isSomebodys) return 'sign-up';
  if (hasOtherOfProvider) return 'conflict';
  return email === 'owned' ? 'link' : 'prove-ownership';
};
