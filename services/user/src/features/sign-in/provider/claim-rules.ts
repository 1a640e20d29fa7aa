/** The facts about an unlinked identity whose address belongs to an account. */
export interface Claim {
  /** True if the provider vouches for the address; otherwise it only names one. */
  isEmailOwned: boolean;
  /** True if the account is linked to another identity of the same provider. */
  hasOtherOfProvider: boolean;
}

/**
 * - `link`: link to the account, notify its owner, and sign in
 * - `prove-ownership`: first ask for the account's password, or a code mailed to it
 * - `conflict`: the account has another identity of this provider, so the mailbox may have changed hands
 */
export type ClaimOutcome = 'link' | 'prove-ownership' | 'conflict';

/**
 * Decides the next step for an identity that names the address of an account. Same address, same account, but only if both sides
 * have proven it: every account has a confirmed address, and the provider must vouch for it, too. Source: Sudhodanan & Paverd,
 * "Pre-hijacked accounts" (USENIX Security 2022), and docs/adr/0009.
 */
export const decideClaim = ({ isEmailOwned, hasOtherOfProvider }: Claim): ClaimOutcome => {
  if (hasOtherOfProvider) return 'conflict';
  return isEmailOwned ? 'link' : 'prove-ownership';
};
