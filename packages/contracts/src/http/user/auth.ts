import { z } from 'zod';
import { email } from '../../email.js';
import { currentPassword, newPassword } from '../../passwords.js';
import { instant, locale } from '../../primitives.js';
import type { Rate } from '../../rate.js';
import { defineRoute } from '../../route.js';
import { opaque } from '../../text-fields.js';
import { nickname, profile } from './profiles.js';

export const signUpCode = z
  .string()
  .regex(/^\d{6}$/)
  .meta({ examples: ['270318'] });

/** Proves that the caller started this sign-up; only its holder can confirm it or have the code sent again. */
export const signUpToken = opaque({ min: 20, max: 200 });

/** Three consents are required by law or by our terms; marketing is optional and never pre-ticked. */
export const consents = z.object({
  terms: z.literal(true),
  privacy: z.literal(true),
  age14: z.literal(true),
  marketing: z.boolean(),
});

/** The signed-in person: their profile and their private settings. */
export const me = profile.extend({
  /** `null` if the provider gave none and none was added. */
  email: z.string().nullable(),
  locale,
});
export type Me = z.infer<typeof me>;

/** A signed-in session. The refresh token travels beside it in an HttpOnly cookie, never here. */
export const session = z.object({
  accessToken: z.string(),
  /** Lifetime of the access token from now, in milliseconds; relative, so that clock skew does not matter. */
  expiresInMs: z.number().int().positive(),
  me,
});
export type Session = z.infer<typeof session>;

/** Services that people can sign in with instead of a password. */
export const identityProvider = z.enum(['google', 'kakao']);
export type IdentityProvider = z.infer<typeof identityProvider>;

/**
 * The next step of a sign-in whose proof so far is kept in an HttpOnly cookie: the consents of a new person, the proof that an existing
 * account with the same address is theirs, the second factor, or the cancellation of a scheduled deletion.
 */
export const pendingSignIn = z.discriminatedUnion('step', [
  z.object({
    step: z.literal('sign-up'),
    provider: identityProvider,
    /** Given and verified by the provider; if `null`, an address can be added with a mailed code. */
    email: z.string().nullable(),
    /** Given by the provider without a proof that it is the person's. */
    unverifiedEmail: z.string().nullable(),
    suggestedNickname: z.string(),
  }),
  z.object({ step: z.literal('prove-ownership'), provider: identityProvider, email: z.string() }),
  z.object({ step: z.literal('two-factor') }),
  z.object({ step: z.literal('restore'), deletesAt: instant }),
]);
export type PendingSignIn = z.infer<typeof pendingSignIn>;

/** A step of signing in ends in a session or in the next step. */
export const signInResult = z.discriminatedUnion('status', [
  z.object({ status: z.literal('signed-in'), session }),
  z.object({ status: z.literal('continue'), pending: pendingSignIn }),
]);
export type SignInResult = z.infer<typeof signInResult>;

/** A sign-up that waits for its mailed code. */
export const pendingSignUp = z.object({
  email: z.string(),
  signUpToken,
  resendAfterMs: z.number().int().nonnegative(),
});
export type PendingSignUp = z.infer<typeof pendingSignUp>;

/**
 * One budget for all routes that could serve to guess at accounts. Schools and offices share an address; `AUTH_REQUESTS_PER_ADDRESS`
 * overrides the points in a deployment.
 */
export const signInRate = [
  { by: 'address', points: 300, seconds: 600, pool: 'sign-in' },
] as const satisfies Rate[];

export const authRoutes = {
  signUp: defineRoute({
    operationId: 'signUp',
    summary:
      'Start a sign-up by e-mail and mail a 6-digit code; the answer is the same if the address is taken.',
    method: 'post',
    path: '/user/v1/auth/sign-up',
    auth: 'public',
    rate: signInRate,
    body: z.object({ email, password: newPassword, nickname, consents, locale }),
    status: 201,
    reply: pendingSignUp,
    errors: ['PASSWORD_TOO_WEAK'],
  }),
  confirmSignUp: defineRoute({
    operationId: 'confirmSignUp',
    summary: 'Finish a sign-up with the mailed code and sign in.',
    method: 'post',
    path: '/user/v1/auth/confirm',
    auth: 'public',
    rate: signInRate,
    body: z.object({ email, signUpToken, code: signUpCode }),
    status: 200,
    reply: session,
    errors: ['CODE_INCORRECT', 'CODE_EXPIRED', 'SIGN_UP_SUPERSEDED'],
  }),
  resendCode: defineRoute({
    operationId: 'resendCode',
    summary: 'Mail a new sign-up code.',
    method: 'post',
    path: '/user/v1/auth/resend-code',
    auth: 'public',
    rate: signInRate,
    body: z.object({ email, signUpToken }),
    status: 200,
    reply: z.object({ resendAfterMs: z.number().int().nonnegative() }),
    errors: ['SIGN_UP_SUPERSEDED'],
  }),
  signIn: defineRoute({
    operationId: 'signIn',
    summary: 'Sign in with e-mail and password; an account that was never confirmed resumes its sign-up.',
    method: 'post',
    path: '/user/v1/auth/sign-in',
    auth: 'public',
    rate: signInRate,
    body: z.object({ email, password: currentPassword, locale }),
    status: 200,
    reply: z.discriminatedUnion('status', [
      ...signInResult.options,
      z.object({ status: z.literal('confirm-sign-up'), pendingSignUp }),
    ]),
    errors: ['CREDENTIALS_INCORRECT', 'SIGN_UP_SUPERSEDED'],
  }),
  refresh: defineRoute({
    operationId: 'refresh',
    summary: 'Exchange the refresh cookie for a new access token; rotates the cookie.',
    method: 'post',
    path: '/user/v1/auth/refresh',
    auth: 'session-cookie',
    status: 200,
    reply: session,
    errors: ['SESSION_ENDED'],
  }),
  signOut: defineRoute({
    operationId: 'signOut',
    summary: 'End this session; its sockets close at once. Succeeds if it has already ended.',
    method: 'post',
    path: '/user/v1/auth/sign-out',
    auth: 'session-cookie',
    status: 204,
    reply: null,
  }),
  me: defineRoute({
    operationId: 'me',
    summary: "Get the caller's own account.",
    method: 'get',
    path: '/user/v1/me',
    auth: 'user',
    session: 'live',
    authorize: 'signed-in',
    status: 200,
    reply: me,
  }),
} as const;
