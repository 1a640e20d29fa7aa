import { identityProvider, type PendingSignIn } from '@maru/contracts/http/user/auth';
import { locale } from '@maru/contracts/primitives';
import { z } from 'zod';

/** Time to read the terms, or to look for a mail. */
export const signInLifetimeMs = 15 * 60_000;

/** A provider account that is linked once the sign-in is complete. */
export const identityToLink = z.object({
  provider: identityProvider,
  subject: z.string(),
  email: z.string().nullable(),
});
export type IdentityToLink = z.infer<typeof identityToLink>;

/** Whose sign-in it is, once that is proven. */
const proven = {
  userId: z.string(),
  /** How it was proven first, for the owner's list of events. */
  way: z.string(),
  link: identityToLink.nullable(),
  hasSecondFactor: z.boolean(),
};

/**
 * A sign-in between its steps, as the browser's sealed cookie keeps it: nothing of a newcomer is stored here before they have
 * agreed to it. The cookie alone is worth nothing; the flow that it names has to be there (see PendingFlows).
 */
export const pendingState = z
  .discriminatedUnion('step', [
    z.object({
      step: z.literal('sign-up'),
      identity: identityToLink,
      isEmailOwned: z.boolean(),
      nickname: z.string(),
    }),
    z.object({
      step: z.literal('prove-ownership'),
      identity: identityToLink,
      userId: z.string(),
      email: z.string(),
    }),
    z.object({ step: z.literal('two-factor'), ...proven }),
    z.object({ step: z.literal('restore'), ...proven, deletesAt: z.string() }),
  ])
  .and(
    z.object({
      /** The secret that names the flow, which also carries the mailed code. */
      flowId: z.string(),
      returnTo: z.string().nullable(),
      locale,
    }),
  );
export type PendingState = z.infer<typeof pendingState>;

/** One step's state, by its name. */
export type PendingStep<S extends PendingState['step']> = Extract<PendingState, { step: S }>;

/** What the page may know of it. */
export const describePending = (state: PendingState): PendingSignIn => {
  switch (state.step) {
    case 'sign-up': {
      const { provider, email } = state.identity;
      return {
        step: 'sign-up',
        provider,
        email: state.isEmailOwned ? email : null,
        unverifiedEmail: state.isEmailOwned ? null : email,
        suggestedNickname: state.nickname,
      };
    }
    case 'prove-ownership':
      return { step: 'prove-ownership', provider: state.identity.provider, email: state.email };
    case 'two-factor':
      return { step: 'two-factor' };
    case 'restore':
      return { step: 'restore', deletesAt: state.deletesAt };
  }
};
