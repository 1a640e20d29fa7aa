import { z } from 'zod';
import { email } from '../../email.js';
import { currentPassword, newPassword } from '../../passwords.js';
import { locale } from '../../primitives.js';
import { defineRoute } from '../../route.js';
import { signInRate, signUpCode } from './auth.js';

export const passwordRoutes = {
  forgotPassword: defineRoute({
    operationId: 'forgotPassword',
    summary: 'Mail a code for a new password; the answer is the same for an unknown address.',
    method: 'post',
    path: '/user/v1/auth/password/forgot',
    auth: 'public',
    rate: signInRate,
    body: z.object({ email, locale }),
    status: 200,
    reply: z.object({ resendAfterMs: z.number().int().nonnegative() }),
  }),
  resetPassword: defineRoute({
    operationId: 'resetPassword',
    summary: 'Set a new password with the mailed code; every session of the account ends.',
    method: 'post',
    path: '/user/v1/auth/password/reset',
    auth: 'public',
    rate: signInRate,
    body: z.object({ email, code: signUpCode, newPassword }),
    status: 204,
    reply: null,
    errors: ['CODE_INCORRECT', 'CODE_EXPIRED', 'PASSWORD_TOO_WEAK'],
  }),
  changePassword: defineRoute({
    operationId: 'changePassword',
    summary:
      'Change the password, or set the first one after a step-up; every other session of the account ends.',
    method: 'put',
    path: '/user/v1/me/password',
    auth: 'user',
    session: 'live',
    authorize: 'signed-in',
    rate: signInRate,
    body: z.object({ currentPassword: currentPassword.optional(), newPassword }),
    status: 204,
    reply: null,
    errors: ['PASSWORD_INCORRECT', 'PASSWORD_TOO_WEAK', 'STEP_UP_REQUIRED', 'EMAIL_REQUIRED'],
  }),
} as const;
