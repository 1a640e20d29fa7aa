import { z } from 'zod';
import { email } from '../../email.js';
import { currentPassword } from '../../passwords.js';
import { locale } from '../../primitives.js';
import { defineRoute } from '../../route.js';
import { opaque } from '../../text-fields.js';
import { consents, identityProvider, pendingSignIn, signInResult, signUpCode } from './auth.js';
import { nickname } from './profiles.js';

/** A path of our own app to come back to; anything else is ignored. */
export const returnTo = opaque({ max: 500 }).optional().catch(undefined);

/** Six digits of an authenticator app, or one of the recovery codes. */
export const secondFactor = z
  .string()
  .meta({ examples: ['270318'] })
  .transform((code) => code.replace(/[\s-]/g, '').toLowerCase())
  .pipe(z.string().regex(/^(\d{6}|[a-z2-7]{10})$/));

const provider = z.object({ provider: identityProvider });

/** Signing in with Google or Kakao, and the steps between a first proof and a session. */
export const signInRoutes = {
  startProviderSignIn: defineRoute({
    operationId: 'startProviderSignIn',
    summary: 'Visit to sign in or up with a provider; redirects there.',
    method: 'get',
    path: '/user/v1/auth/:provider',
    auth: 'public',
    params: provider,
    query: z.object({ returnTo, locale: locale.catch('ko') }),
    status: 302,
    reply: null,
    errors: [],
  }),
  finishProviderSignIn: defineRoute({
    operationId: 'finishProviderSignIn',
    summary: 'Where the provider sends the browser back to; redirects into the app.',
    method: 'get',
    path: '/user/v1/auth/:provider/callback',
    auth: 'public',
    params: provider,
    query: z.looseObject({}),
    status: 302,
    reply: null,
    errors: [],
  }),
  getPendingSignIn: defineRoute({
    operationId: 'getPendingSignIn',
    summary: 'The step that the sign-in of this browser waits for.',
    method: 'get',
    path: '/user/v1/auth/pending',
    auth: 'sign-in-cookie',
    status: 200,
    reply: z.object({ pending: pendingSignIn, returnTo: z.string().nullable() }),
    errors: [],
  }),
  cancelPendingSignIn: defineRoute({
    operationId: 'cancelPendingSignIn',
    summary: 'Forget the sign-in of this browser.',
    method: 'post',
    path: '/user/v1/auth/pending/cancel',
    auth: 'sign-in-cookie',
    status: 204,
    reply: null,
    errors: [],
  }),
  mailSignInCode: defineRoute({
    operationId: 'mailSignInCode',
    summary: 'Mail a code that proves an address; the answer is the same for any address.',
    method: 'post',
    path: '/user/v1/auth/pending/email-code',
    auth: 'sign-in-cookie',
    body: z.object({ email, locale }),
    status: 200,
    reply: z.object({ resendAfterMs: z.number().int().nonnegative() }),
    errors: [],
  }),
  completeSignUp: defineRoute({
    operationId: 'completeSignUp',
    summary:
      'First time with a provider: consents and nickname make the account. With a proven address that has an account already, that account is linked instead.',
    method: 'post',
    path: '/user/v1/auth/pending/sign-up',
    auth: 'sign-in-cookie',
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
      'Prove by password or mailed code that the account with this address is one’s own; links the provider.',
    method: 'post',
    path: '/user/v1/auth/pending/ownership',
    auth: 'sign-in-cookie',
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
    summary: 'The code of the authenticator app, or a recovery code.',
    method: 'post',
    path: '/user/v1/auth/pending/two-factor',
    auth: 'sign-in-cookie',
    body: z.object({ code: secondFactor }),
    status: 200,
    reply: signInResult,
    errors: ['CODE_INCORRECT'],
  }),
  restoreAccount: defineRoute({
    operationId: 'restoreAccount',
    summary: 'Keep an account that was going to be erased, and sign in.',
    method: 'post',
    path: '/user/v1/auth/pending/restore',
    auth: 'sign-in-cookie',
    status: 200,
    reply: signInResult,
    errors: [],
  }),
} as const;
