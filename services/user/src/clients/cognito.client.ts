import type { Locale } from '@maru/contracts/primitives';

/** What a sign-in or refresh gives. */
export interface CognitoTokens {
  userId: string;
  /** The same for all tokens of one sign-in. */
  sessionId: string;
  accessToken: string;
  refreshToken: string;
  expiresInMs: number;
}

export type CognitoFailureReason =
  | 'user-exists'
  | 'user-not-found'
  | 'not-confirmed'
  | 'already-confirmed'
  | 'wrong-credentials'
  | 'too-many-attempts'
  | 'code-incorrect'
  | 'code-expired'
  | 'password-too-weak'
  | 'refresh-token-invalid';

/** A refusal that callers act on; anything else that goes wrong is thrown as it is. */
export class CognitoFailure extends Error {
  constructor(
    readonly reason: CognitoFailureReason,
    cause?: unknown,
  ) {
    super(reason, { cause });
  }
}

/** Credentials, codes and tokens. Every method may throw CognitoFailure. */
export interface CognitoClient {
  /** Mails a code; gives the new user's id. */
  signUp(input: { email: string; password: string; locale: Locale }): Promise<string>;
  findByEmail(email: string): Promise<{ userId: string; isConfirmed: boolean } | undefined>;
  deleteUser(userId: string): Promise<void>;
  confirmSignUp(userId: string, code: string): Promise<void>;
  resendCode(userId: string, locale: Locale): Promise<void>;
  signInWithPassword(email: string, password: string): Promise<CognitoTokens>;
  /** For who has just proven otherwise who they are. */
  signInAs(userId: string): Promise<CognitoTokens>;
  refresh(refreshToken: string): Promise<CognitoTokens>;
  /** Ends the sign-in that the token belongs to; no error when it has ended already. */
  revoke(refreshToken: string): Promise<void>;
  revokeAll(userId: string): Promise<void>;
}
