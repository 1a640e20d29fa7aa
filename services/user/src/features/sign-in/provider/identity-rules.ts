/** The facts known after a callback. */
export interface IdentityFacts {
  /** True if this identity is linked to an account. Then nothing else matters. */
  isLinked: boolean;
  /** `owned`: the provider vouches for the address; `claimed`: it only names one. */
  email: 'none' | 'claimed' | 'owned';
  /** State of the account with this address. `unconfirmed`: a sign-up with it was started and never proven. */
  account: 'none' | 'unconfirmed' | 'confirmed' | 'deleting';
  /** True if that account is linked to another identity of the same provider. */
  hasOtherOfProvider: boolean;
}

/**
 * - `sign-in`: as the linked user
 * - `sign-up`: consents and a nickname create an account; an unconfirmed sign-up loses the address to it
 * - `link`: link to the account with this address, notify its owner, and sign in
 * - `prove-ownership`: first ask for that account's password, or a code mailed to it
 * - `conflict`: the account has another identity of this provider, so the mailbox may have changed hands
 */
export type IdentityOutcome = 'sign-in' | 'sign-up' | 'link' | 'prove-ownership' | 'conflict';

/**
 * Decides the next step for an identity. Same address, same account, but only if both sides have proven it: the provider vouches
 * for it, and the account is confirmed. Source: Sudhodanan & Paverd, "Pre-hijacked accounts" (USENIX Security 2022), and
 * docs/adr/0009.
 */
export const decideIdentity = (facts: IdentityFacts): IdentityOutcome => {
  const { isLinked, email, account, hasOtherOfProvider } = facts;
  if (isLinked) return 'sign-in';
  const isSomebodys = account === 'confirmed' || account === 'deleting';
  if (email === 'none' || !isSomebodys) return 'sign-up';
  if (hasOtherOfProvider) return 'conflict';
  return email === 'owned' ? 'link' : 'prove-ownership';
};
