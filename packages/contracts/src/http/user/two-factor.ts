import { z } from 'zod';
import { limits } from '../../limits.js';
import { defineRoute } from '../../route.js';
import { signUpCode } from './auth.js';

const recoveryCodes = z.object({
  /** Shown only this once; each works once. */
  recoveryCodes: z.array(z.string()).length(limits.recoveryCodes),
});

export const twoFactorRoutes = {
  startTwoFactor: defineRoute({
    operationId: 'startTwoFactor',
    summary: 'Create a secret for an authenticator app; nothing changes until one of its codes is confirmed.',
    method: 'post',
    path: '/user/v1/me/two-factor',
    auth: 'user',
    session: 'step-up',
    authorize: 'signed-in',
    status: 200,
    reply: z.object({
      /** Base 32, for typing by hand. */
      secret: z.string(),
      /** `otpauth://…`, for a QR code. */
      uri: z.string(),
    }),
    errors: ['CONFLICT'],
  }),
  confirmTwoFactor: defineRoute({
    operationId: 'confirmTwoFactor',
    summary: 'Turn on the second factor with a code of the app; returns recovery codes.',
    method: 'post',
    path: '/user/v1/me/two-factor/confirm',
    auth: 'user',
    session: 'step-up',
    authorize: 'signed-in',
    body: z.object({ code: signUpCode }),
    status: 200,
    reply: recoveryCodes,
    errors: ['CODE_INCORRECT', 'CONFLICT'],
  }),
  remakeRecoveryCodes: defineRoute({
    operationId: 'remakeRecoveryCodes',
    summary: 'Replace the recovery codes by new ones.',
    method: 'post',
    path: '/user/v1/me/two-factor/recovery-codes',
    auth: 'user',
    session: 'step-up',
    authorize: 'signed-in',
    status: 200,
    reply: recoveryCodes,
    errors: ['CONFLICT'],
  }),
  endTwoFactor: defineRoute({
    operationId: 'endTwoFactor',
    summary: 'Turn off the second factor.',
    method: 'delete',
    path: '/user/v1/me/two-factor',
    auth: 'user',
    session: 'step-up',
    authorize: 'signed-in',
    status: 204,
    reply: null,
  }),
} as const;
