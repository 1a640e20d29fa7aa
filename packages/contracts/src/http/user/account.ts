import { z } from 'zod';
import { email } from '../../email.js';
import { currentPassword } from '../../passwords.js';
import { instant, locale, nextCursor } from '../../primitives.js';
import { defineRoute } from '../../route.js';
import { opaque } from '../../text-fields.js';
import { identityProvider, signUpCode } from './auth.js';
import { secondFactor } from './sign-in.js';

/** How the caller can sign in and prove who they are. */
export const account = z.object({
  hasPassword: z.boolean(),
  hasTwoFactor: z.boolean(),
  recoveryCodesLeft: z.number().int().nonnegative(),
  identities: z.array(
    z.object({ provider: identityProvider, email: z.string().nullable(), linkedAt: instant }),
  ),
});
export type Account = z.infer<typeof account>;

/** What a browser says of itself, as far as people recognise it. */
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

/** Something that happened to the account's security. */
export const securityEvent = z.object({
  id: z.string(),
  type: z.enum(securityEventTypes),
  /** By which way: `password`, a provider's name, … */
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
    summary: 'How the caller can sign in.',
    method: 'get',
    path: '/user/v1/me/account',
    auth: 'user',
    session: 'live',
    status: 200,
    reply: account,
    errors: [],
  }),
  stepUp: defineRoute({
    operationId: 'stepUp',
    summary:
      'Prove again who one is, for ten minutes: with the second factor where it is on, else by password or mailed code.',
    method: 'post',
    path: '/user/v1/me/step-up',
    auth: 'user',
    session: 'live',
    body: z.discriminatedUnion('method', [
      z.object({ method: z.literal('password'), password: currentPassword }),
      z.object({ method: z.literal('two-factor'), code: secondFactor }),
      z.object({ method: z.literal('mail'), code: signUpCode }),
    ]),
    status: 204,
    reply: null,
    errors: ['PASSWORD_INCORRECT', 'CODE_INCORRECT', 'CODE_EXPIRED', 'FORBIDDEN', 'SESSION_ENDED'],
  }),
  mailStepUpCode: defineRoute({
    operationId: 'mailStepUpCode',
    summary: 'Mail a code to the caller’s own address.',
    method: 'post',
    path: '/user/v1/me/step-up/mail',
    auth: 'user',
    session: 'live',
    body: z.object({ locale }),
    status: 200,
    reply: resend,
    errors: ['EMAIL_REQUIRED'],
  }),
  stepUpWithProvider: defineRoute({
    operationId: 'stepUpWithProvider',
    summary: 'The address to visit for proving with a linked provider who one is.',
    method: 'post',
    path: '/user/v1/me/step-up/:provider',
    auth: 'user',
    session: 'live',
    params: providerParams,
    body: z.object({ returnTo: opaque({ max: 500 }), locale }),
    status: 200,
    reply: url,
    errors: ['NOT_FOUND', 'FORBIDDEN'],
  }),
  linkIdentity: defineRoute({
    operationId: 'linkIdentity',
    summary: 'The address to visit for linking a provider to the caller’s account.',
    method: 'post',
    path: '/user/v1/me/identities/:provider',
    auth: 'user',
    session: 'step-up',
    params: providerParams,
    body: z.object({ returnTo: opaque({ max: 500 }), locale }),
    status: 200,
    reply: url,
    errors: ['STEP_UP_REQUIRED', 'IDENTITY_CONFLICT'],
  }),
  unlinkIdentity: defineRoute({
    operationId: 'unlinkIdentity',
    summary: 'Unlink a provider, unless it is the last way to sign in.',
    method: 'delete',
    path: '/user/v1/me/identities/:provider',
    auth: 'user',
    session: 'step-up',
    params: providerParams,
    status: 204,
    reply: null,
    errors: ['STEP_UP_REQUIRED', 'LAST_SIGN_IN_WAY', 'NOT_FOUND'],
  }),
  requestEmailChange: defineRoute({
    operationId: 'requestEmailChange',
    summary: 'Mail a code to the caller’s new address; the answer is the same for a taken one.',
    method: 'post',
    path: '/user/v1/me/email',
    auth: 'user',
    session: 'step-up',
    body: z.object({ email, locale }),
    status: 200,
    reply: resend,
    errors: ['STEP_UP_REQUIRED'],
  }),
  confirmEmailChange: defineRoute({
    operationId: 'confirmEmailChange',
    summary: 'Change the address with the code that was mailed to the new one; the old one is told.',
    method: 'post',
    path: '/user/v1/me/email/confirm',
    auth: 'user',
    session: 'live',
    body: z.object({ email, code: signUpCode }),
    status: 204,
    reply: null,
    errors: ['CODE_INCORRECT', 'CODE_EXPIRED', 'EMAIL_TAKEN'],
  }),
  scheduleDeletion: defineRoute({
    operationId: 'scheduleDeletion',
    summary: 'Have the account erased in seven days; every session ends. Signing in again offers to keep it.',
    method: 'post',
    path: '/user/v1/me/deletion',
    auth: 'user',
    session: 'step-up',
    status: 200,
    reply: z.object({ deletesAt: instant }),
    errors: ['STEP_UP_REQUIRED', 'OWNS_SERVERS'],
  }),
  listSessions: defineRoute({
    operationId: 'listSessions',
    summary: 'The devices that are signed in, last seen first.',
    method: 'get',
    path: '/user/v1/me/sessions',
    auth: 'user',
    session: 'live',
    status: 200,
    reply: z.object({ sessions: z.array(deviceSession) }),
    errors: [],
  }),
  endSession: defineRoute({
    operationId: 'endSession',
    summary: 'Sign one device out; its sockets close at once.',
    method: 'delete',
    path: '/user/v1/me/sessions/:sessionId',
    auth: 'user',
    session: 'live',
    params: z.object({ sessionId: opaque({ min: 1, max: 64 }) }),
    status: 204,
    reply: null,
    errors: ['NOT_FOUND'],
  }),
  endOtherSessions: defineRoute({
    operationId: 'endOtherSessions',
    summary: 'Sign every other device out; their sockets close at once.',
    method: 'delete',
    path: '/user/v1/me/sessions',
    auth: 'user',
    session: 'live',
    status: 204,
    reply: null,
    errors: [],
  }),
  listSecurityEvents: defineRoute({
    operationId: 'listSecurityEvents',
    summary: 'What happened to the account’s security, newest first, by page.',
    method: 'get',
    path: '/user/v1/me/security-events',
    auth: 'user',
    session: 'live',
    query: z.object({ cursor: opaque({ max: 64 }).optional() }),
    status: 200,
    reply: z.object({ events: z.array(securityEvent), nextCursor }),
    errors: [],
  }),
} as const;
