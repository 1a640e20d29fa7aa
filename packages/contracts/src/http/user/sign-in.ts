import { z } from 'zod';
import { email } from '../../email.js';
import { currentPassword } from '../../passwords.js';
import { locale } from '../../primitives.js';
import { defineRoute } from '../../route.js';
import { opaque } from '../../text-fields.js';
import { consents, identityProvider, pendingSignIn, signInRate, signInResult, signUpCode } from './auth.js';
import { nickname } from './profiles.js';

/** A path of our own app to return to; anything else is ignored. */
export const returnTo = opaque({ max: 500 }).optional().catch(undefined);

/** Six digits of an authenticator app, or a recovery code. */
export const secondFactor = z
  .string()
  .meta({ examples: ['270318'] })
  .transform((code) => code.replace(/[\s-]/g, '').toLowerCase())
  .pipe(z.string().regex(/^(\d{6}|[a-z2-7]{10})$/));

const provider = z.object({ provider: identityProvider });

/** Sign-in with Google or Kakao, and the steps between a first proof and a session. */
export const signInRoutes = {
  startProviderSignIn: defineRoute({
    operationId: 'startProviderSignIn',
    summary: 'Redirect the browser to a provider, to sign in or sign up.',
    method: 'get',
    path: '/user/v1/auth/:provider',
    auth: 'public',
    rate: signInRate,
    params: provider,
    query: z.object({ returnTo, locale: locale.catch('ko') }),
    status: 302,
    reply: null,
  }),
  finishProviderSignIn: defineRoute({
    operationId: 'finishProviderSignIn',
    summary: 'Take the browser back from a provider and redirect it into the app.',
    method: 'get',
    path: '/user/v1/auth/:provider/callback',
    auth: 'public',
    rate: signInRate,
    params: provider,
    query: z.looseObject({}),
    status: 302,
    reply: null,
  }),
  getPendingSignIn: defineRoute({
    operationId: 'getPendingSignIn',
    summary: "Get the step that this browser's sign-in waits for.",
    method: 'get',
    path: '/user/v1/auth/pending',
    auth: 'sign-in-cookie',
    rate: signInRate,
    status: 200,
    reply: z.object({ pending: pendingSignIn, returnTo: z.string().nullable() }),
  }),
  cancelPendingSignIn: defineRoute({
    operationId: 'cancelPendingSignIn',
    summary: "Cancel this browser's unfinished sign-in.",
    method: 'post',
    path: '/user/v1/auth/pending/cancel',
    auth: 'sign-in-cookie',
    rate: signInRate,
    status: 204,
    reply: null,
  }),
  mailSignInCode: defineRoute({
    operationId: 'mailSignInCode',
    summary: 'Mail a code that proves an address; the answer is the same for any address.',
    method: 'post',
    path: '/user/v1/auth/pending/email-code',
    auth: 'sign-in-cookie',
    rate: signInRate,
    body: z.object({ email, locale }),
    status: 200,
    reply: z.object({ resendAfterMs: z.number().int().nonnegative() }),
  }),
  completeSignUp: defineRoute({
    operationId: 'completeSignUp',
    summary:
      'Create the account on a first sign-in with a provider. If the proven address has an account, the provider is linked to it instead.',
    method: 'post',
    path: '/user/v1/auth/pending/sign-up',
    auth: 'sign-in-cookie',
    rate: signInRate,
    body: z.object({
      nickname,
      consents,
      locale,
      proof: z.object({ email, code: signUpCode }).optional(),
    }),
    status: 200,
    reply: signInResult,
    errors: ['CODE_INCORRECT', 'CODE_EXPIRED', 'IDENTITY_CONFLICT'],
  }),
  proveOwnership: defineRoute({
    operationId: 'proveOwnership',
    summary:
      "Prove by password or mailed code that the account with this address is the caller's, and link the provider to it.",
    method: 'post',
    path: '/user/v1/auth/pending/ownership',
    auth: 'sign-in-cookie',
    rate: signInRate,
    body: z.discriminatedUnion('method', [
      z.object({ method: z.literal('password'), password: currentPassword }),
      z.object({ method: z.literal('code'), code: signUpCode }),
    ]),
    status: 200,
    reply: signInResult,
    errors: ['PASSWORD_INCORRECT', 'CODE_INCORRECT', 'CODE_EXPIRED', 'IDENTITY_CONFLICT'],
  }),
  proveSecondFactor: defineRoute({
    operationId: 'proveSecondFactor',
    summary: 'Continue a sign-in with a code of the authenticator app or a recovery code.',
    method: 'post',
    path: '/user/v1/auth/pending/two-factor',
    auth: 'sign-in-cookie',
    rate: signInRate,
    body: z.object({ code: secondFactor }),
    status: 200,
    reply: signInResult,
    errors: ['CODE_INCORRECT'],
  }),
  restoreAccount: defineRoute({
    operationId: 'restoreAccount',
    summary: 'Cancel the scheduled deletion of the account and sign in.',
    method: 'post',
    path: '/user/v1/auth/pending/restore',
    auth: 'sign-in-cookie',
    rate: signInRate,
    status: 200,
    reply: signInResult,
  }),
} as const;
