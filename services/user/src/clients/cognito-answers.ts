import { CognitoIdentityProviderServiceException } from '@aws-sdk/client-cognito-identity-provider';
import type { AuthenticationResultType } from '@aws-sdk/client-cognito-identity-provider';
import { AppError } from '@maru/service-kit/app-error';
import { z } from 'zod';
import { CognitoFailure, type CognitoFailureReason, type CognitoTokens } from './cognito.client.js';

const reasons: Record<string, CognitoFailureReason> = {
  UsernameExistsException: 'user-exists',
  AliasExistsException: 'user-exists',
  UserNotFoundException: 'user-not-found',
  UserNotConfirmedException: 'not-confirmed',
  CodeMismatchException: 'code-incorrect',
  EnableSoftwareTokenMFAException: 'code-incorrect',
  ExpiredCodeException: 'code-expired',
  InvalidPasswordException: 'password-too-weak',
  LimitExceededException: 'too-many-attempts',
  TooManyFailedAttemptsException: 'too-many-attempts',
  TooManyRequestsException: 'too-many-attempts',
  RefreshTokenReuseException: 'refresh-token-invalid',
};

/** NotAuthorizedException has several meanings; only the message distinguishes them. */
const notAuthorizedReason = (message: string): CognitoFailureReason => {
  if (message.startsWith('Password attempts exceeded')) return 'too-many-attempts';
  if (message.includes('Current status is')) return 'already-confirmed';
  return /refresh token/i.test(message) ? 'refresh-token-invalid' : 'wrong-credentials';
};

/** Cognito quotes the mail server: a 5xx reply is permanent (RFC 5321), anything else may work in a moment. */
const isRefusedForGood = (message: string): boolean => /\b5\d\d[ -]5\.\d+\.\d+\b|\b55[0-36]\b/.test(message);

/** Maps a failed Cognito call to our own error. */
export const toFailure = (error: unknown): unknown => {
  if (!(error instanceof CognitoIdentityProviderServiceException))
    return new AppError('UNAVAILABLE', { cause: error });
  if (error.name === 'NotAuthorizedException')
    return new CognitoFailure(notAuthorizedReason(error.message), error);
  if (error.name === 'CodeDeliveryFailureException')
    return new CognitoFailure(isRefusedForGood(error.message) ? 'undeliverable' : 'mail-unavailable', error);
  const reason = reasons[error.name];
  return reason ? new CognitoFailure(reason, error) : error;
};

/** The claims that we read from Cognito's own response, which needs no signature check. */
const claims = z.object({ sub: z.string(), origin_jti: z.string() });

export const toTokens = (
  result: AuthenticationResultType | undefined,
  refreshToken?: string,
): CognitoTokens => {
  const { AccessToken, ExpiresIn, RefreshToken = refreshToken } = result ?? {};
  if (!AccessToken || !ExpiresIn || !RefreshToken) throw new Error('Cognito gave no tokens');
  const payload: unknown = JSON.parse(Buffer.from(AccessToken.split('.')[1] ?? '', 'base64url').toString());
  const { sub, origin_jti: sessionId } = claims.parse(payload);
  return {
    userId: sub,
    sessionId,
    accessToken: AccessToken,
    refreshToken: RefreshToken,
    expiresInMs: ExpiresIn * 1000,
  };
};
