import { z } from 'zod';
import { limits } from '../../limits.js';
import { defineRoute } from '../../route.js';
import { signUpCode } from './auth.js';

const recoveryCodes = z.object({
  /** Shown this once; each works once. */
  recoveryCodes: z.array(z.string()).length(limits.recoveryCodes),
});

export const twoFactorRoutes = {
  startTwoFactor: defineRoute({
    operationId: 'startTwoFactor',
    summary: 'A new secret for an authenticator app; nothing changes until its code is confirmed.',
    method: 'post',
    path: '/user/v1/me/two-factor',
    auth: 'user',
    session: 'step-up',
    status: 200,
    reply: z.object({
      /** Base 32, to be typed by hand. */
      secret: z.string(),
      /** `otpauth://…`, to be shown as a QR code. */
      uri: z.string(),
    }),
    errors: ['STEP_UP_REQUIRED', 'CONFLICT'],
  }),
  confirmTwoFactor: defineRoute({
    operationId: 'confirmTwoFactor',
    summary: 'Turn the second factor on with a code of the app; gives recovery codes.',
    method: 'post',
    path: '/user/v1/me/two-factor/confirm',
    auth: 'user',
    session: 'step-up',
    body: z.object({ code: signUpCode }),
    status: 200,
    reply: recoveryCodes,
    errors: ['STEP_UP_REQUIRED', 'CODE_INCORRECT', 'CONFLICT'],
  }),
  remakeRecoveryCodes: defineRoute({
    operationId: 'remakeRecoveryCodes',
    summary: 'New recovery codes in place of the old.',
    method: 'post',
    path: '/user/v1/me/two-factor/recovery-codes',
    auth: 'user',
    session: 'step-up',
    status: 200,
    reply: recoveryCodes,
    errors: ['STEP_UP_REQUIRED', 'CONFLICT'],
  }),
  endTwoFactor: defineRoute({
    operationId: 'endTwoFactor',
    summary: 'Turn the second factor off.',
    method: 'delete',
    path: '/user/v1/me/two-factor',
    auth: 'user',
    session: 'step-up',
    status: 204,
    reply: null,
    errors: ['STEP_UP_REQUIRED'],
  }),
} as const;
