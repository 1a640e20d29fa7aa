import { z } from 'zod';
import { email } from '../../email.js';
import { currentPassword } from '../../passwords.js';
import { instant, locale, nextCursor } from '../../primitives.js';
import { defineRoute } from '../../route.js';
import { opaque } from '../../text-fields.js';
import { identityProvider, signUpCode } from './auth.js';
import { secondFactor } from './sign-in.js';

/** The ways in which the caller can sign in and re-authenticate. */
export const account = z.object({
  hasPassword: z.boolean(),
  hasTwoFactor: z.boolean(),
  recoveryCodesLeft: z.number().int().nonnegative(),
  identities: z.array(
    z.object({ provider: identityProvider, email: z.string().nullable(), linkedAt: instant }),
  ),
});
export type Account = z.infer<typeof account>;

/** A browser in words that people recognise, taken from its User-Agent. */
export const device = z.object({
  browser: z.string(),
  system: z.string(),
  kind: z.enum(['desktop', 'phone', 'tablet']),
});
export type Device = z.infer<typeof device>;

/** One signed-in device. */
export const deviceSession = z.object({
  sessionId: z.string(),
  device,
  createdAt: instant,
  lastSeenAt: instant,
  isCurrent: z.boolean(),
});
export type DeviceSession = z.infer<typeof deviceSession>;

export const securityEventTypes = [
  'signed-up',
  'signed-in',
  'sign-in-failed',
  'signed-out',
  'session-ended',
  'other-sessions-ended',
  'refresh-token-replayed',
  'password-changed',
  'password-set',
  'password-reset',
  'email-changed',
  'identity-linked',
  'identity-unlinked',
  'two-factor-on',
  'two-factor-off',
  'recovery-code-used',
  'recovery-codes-made',
  'deletion-scheduled',
  'deletion-cancelled',
] as const;

/** An event of the account's security log. */
export const securityEvent = z.object({
  id: z.string(),
  type: z.enum(securityEventTypes),
  /** The means: `password`, a provider's name, … */
  detail: z.string().nullable(),
  device,
  at: instant,
});
export type SecurityEvent = z.infer<typeof securityEvent>;

const providerParams = z.object({ provider: identityProvider });
const resend = z.object({ resendAfterMs: z.number().int().nonnegative() });
const url = z.object({ url: z.url() });

export const accountRoutes = {
  getAccount: defineRoute({
    operationId: 'getAccount',
    summary: 'Get the ways in which the caller can sign in.',
    method: 'get',
    path: '/user/v1/me/account',
    auth: 'user',
    session: 'live',
    authorize: 'signed-in',
    status: 200,
    reply: account,
  }),
  stepUp: defineRoute({
    operationId: 'stepUp',
    summary:
      'Re-authenticate for ten minutes: with the second factor if it is on, otherwise by password or mailed code.',
    method: 'post',
    path: '/user/v1/me/step-up',
    auth: 'user',
    session: 'live',
    authorize: 'signed-in',
    body: z.discriminatedUnion('method', [
      z.object({ method: z.literal('password'), password: currentPassword }),
      z.object({ method: z.literal('two-factor'), code: secondFactor }),
      z.object({ method: z.literal('mail'), code: signUpCode }),
    ]),
    status: 204,
    reply: null,
    errors: ['PASSWORD_INCORRECT', 'CODE_INCORRECT', 'CODE_EXPIRED', 'FORBIDDEN'],
  }),
  mailStepUpCode: defineRoute({
    operationId: 'mailStepUpCode',
    summary: "Mail a code for re-authentication to the caller's own address.",
    method: 'post',
    path: '/user/v1/me/step-up/mail',
    auth: 'user',
    session: 'live',
    authorize: 'signed-in',
    body: z.object({ locale }),
    status: 200,
    reply: resend,
    errors: ['EMAIL_REQUIRED'],
  }),
  stepUpWithProvider: defineRoute({
    operationId: 'stepUpWithProvider',
    summary: 'Get the URL where a linked provider re-authenticates the caller.',
    method: 'post',
    path: '/user/v1/me/step-up/:provider',
    auth: 'user',
    session: 'live',
    authorize: 'signed-in',
    params: providerParams,
    body: z.object({ returnTo: opaque({ max: 500 }), locale }),
    status: 200,
    reply: url,
    errors: ['NOT_FOUND', 'FORBIDDEN'],
  }),
  linkIdentity: defineRoute({
    operationId: 'linkIdentity',
    summary: 'Get the URL where the caller links a provider to their account.',
    method: 'post',
    path: '/user/v1/me/identities/:provider',
    auth: 'user',
    session: 'step-up',
    authorize: 'signed-in',
    params: providerParams,
    body: z.object({ returnTo: opaque({ max: 500 }), locale }),
    status: 200,
    reply: url,
    errors: ['IDENTITY_CONFLICT'],
  }),
  unlinkIdentity: defineRoute({
    operationId: 'unlinkIdentity',
    summary: 'Unlink a provider, unless it is the last way to sign in.',
    method: 'delete',
    path: '/user/v1/me/identities/:provider',
    auth: 'user',
    session: 'step-up',
    authorize: 'signed-in',
    params: providerParams,
    status: 204,
    reply: null,
    errors: ['LAST_SIGN_IN_WAY', 'NOT_FOUND'],
  }),
  requestEmailChange: defineRoute({
    operationId: 'requestEmailChange',
    summary: "Mail a code to the caller's new address; the answer is the same if the address is taken.",
    method: 'post',
    path: '/user/v1/me/email',
    auth: 'user',
    session: 'step-up',
    authorize: 'signed-in',
    rate: [{ by: 'person', points: 5, seconds: 3_600 }],
    body: z.object({ email, locale }),
    status: 200,
    reply: resend,
  }),
  confirmEmailChange: defineRoute({
    operationId: 'confirmEmailChange',
    summary: 'Change the address with the code that was mailed to the new one; the old one is notified.',
    method: 'post',
    path: '/user/v1/me/email/confirm',
    auth: 'user',
    session: 'live',
    authorize: 'signed-in',
    body: z.object({ email, code: signUpCode }),
    status: 204,
    reply: null,
    errors: ['CODE_INCORRECT', 'CODE_EXPIRED', 'EMAIL_TAKEN'],
  }),
  scheduleDeletion: defineRoute({
    operationId: 'scheduleDeletion',
    summary:
      'Schedule the deletion of the account in seven days and end every session. Signing in again offers to cancel it.',
    method: 'post',
    path: '/user/v1/me/deletion',
    auth: 'user',
    session: 'step-up',
    authorize: 'signed-in',
    status: 200,
    reply: z.object({ deletesAt: instant }),
    errors: ['OWNS_SERVERS'],
  }),
  listSessions: defineRoute({
    operationId: 'listSessions',
    summary: 'List the devices that are signed in, most recently seen first.',
    method: 'get',
    path: '/user/v1/me/sessions',
    auth: 'user',
    session: 'live',
    authorize: 'signed-in',
    status: 200,
    reply: z.object({ sessions: z.array(deviceSession) }),
  }),
  endSession: defineRoute({
    operationId: 'endSession',
    summary: 'Sign out a device; its sockets close at once.',
    method: 'delete',
    path: '/user/v1/me/sessions/:sessionId',
    auth: 'user',
    session: 'live',
    authorize: 'signed-in',
    params: z.object({ sessionId: opaque({ min: 1, max: 64 }) }),
    status: 204,
    reply: null,
    errors: ['NOT_FOUND'],
  }),
  endOtherSessions: defineRoute({
    operationId: 'endOtherSessions',
    summary: 'Sign out all other devices; their sockets close at once.',
    method: 'delete',
    path: '/user/v1/me/sessions',
    auth: 'user',
    session: 'live',
    authorize: 'signed-in',
    status: 204,
    reply: null,
  }),
  listSecurityEvents: defineRoute({
    operationId: 'listSecurityEvents',
    summary: 'List the security events of the account, newest first, by page.',
    method: 'get',
    path: '/user/v1/me/security-events',
    auth: 'user',
    session: 'live',
    authorize: 'signed-in',
    query: z.object({ cursor: opaque({ max: 64 }).optional() }),
    status: 200,
    reply: z.object({ events: z.array(securityEvent), nextCursor }),
  }),
} as const;
