import { AppError } from '@maru/service-kit/app-error';
import { CognitoFailure } from '../../clients/cognito.client.js';

/** What Cognito refuses about a password, as callers get to see it. */
export const passwordError = (error: unknown): unknown => {
  if (!(error instanceof CognitoFailure)) return error;
  switch (error.reason) {
    case 'user-not-found':
      return new AppError('CODE_INCORRECT', { cause: error });
    case 'password-too-weak':
      return new AppError('PASSWORD_TOO_WEAK', { cause: error });
    case 'too-many-attempts':
      return new AppError('RATE_LIMITED', { cause: error, retryAfterMs: 60_000 });
    default:
      return error;
  }
};
