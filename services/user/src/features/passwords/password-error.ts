import { AppError } from '@maru/service-kit/app-error';
import { CognitoFailure } from '../../clients/cognito.client.js';

/** Maps Cognito's refusal of a password to the error for callers. */
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
