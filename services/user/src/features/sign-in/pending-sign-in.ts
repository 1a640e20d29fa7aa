import { identityProvider, type PendingSignIn } from '@maru/contracts/http/user/auth';
import { locale } from '@maru/contracts/primitives';
import { z } from 'zod';

/** Time to read the terms, or to find a mail. */
export const signInLifetimeMs = 15 * 60_000;

/** An identity to link once the sign-in is complete. */
export const identityToLink = z.object({
  provider: identityProvider,
  subject: z.string(),
  email: z.string().nullable(),
});
export type IdentityToLink = z.infer<typeof identityToLink>;

/** The account of the sign-in, once proven. */
const proven = {
  userId: z.string(),
  /** The first proof, for the owner's list of events. */
  way: z.string(),
  link: identityToLink.nullable(),
  hasSecondFactor: z.boolean(),
};

/**
 * A sign-in between its steps, stored in the browser's sealed cookie: nothing about a new user is stored here before they
 * consent. The cookie alone is not enough; the flow that it names must exist (see PendingFlows).
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
      /** The secret that names the flow, which also holds the mailed code. */
      flowId: z.string(),
      returnTo: z.string().nullable(),
      locale,
    }),
  );
export type PendingState = z.infer<typeof pendingState>;

/** The state of one step, by its name. */
export type PendingStep<S extends PendingState['step']> = Extract<PendingState, { step: S }>;

/** The part of the state that the page may see. */
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
