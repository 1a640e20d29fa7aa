import type { Locale } from '@maru/contracts/primitives';

/** Result of a sign-in or refresh. */
export interface CognitoTokens {
  userId: string;
  /** Shared by all tokens of one sign-in. */
  sessionId: string;
  accessToken: string;
  refreshToken: string;
  expiresInMs: number;
}

/** The password was correct; `two-factor` means that the code of the authenticator app is still missing. */
export type PasswordCheck =
  { status: 'signed-in'; tokens: CognitoTokens } | { status: 'two-factor'; userId: string };

/** A user's data in the pool. */
export interface PoolUser {
  userId: string;
  /** Undefined for a user without one. */
  email: string | undefined;
  isConfirmed: boolean;
  createdAt: Date;
  hasTwoFactor: boolean;
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
  | 'undeliverable'
  | 'mail-unavailable'
  | 'refresh-token-invalid';

/** A refusal that callers handle; any other failure is thrown unchanged. */
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
  /** Mails a code; returns the new user's id. */
  signUp(input: { email: string; password: string; locale: Locale }): Promise<string>;
  findByEmail(email: string): Promise<{ userId: string; isConfirmed: boolean } | undefined>;
  /** Returns `undefined` only if the pool certainly has no such user. */
  describe(userId: string): Promise<PoolUser | undefined>;
  deleteUser(userId: string): Promise<void>;
  confirmSignUp(userId: string, code: string): Promise<void>;
  resendCode(userId: string, locale: Locale): Promise<void>;
  signInWithPassword(email: string, password: string): Promise<PasswordCheck>;
  /** For a user who has just proven their identity in another way. */
  signInAs(userId: string): Promise<CognitoTokens>;
  refresh(refreshToken: string): Promise<CognitoTokens>;
  /** Ends the sign-in of a token, if Cognito can be reached: the rows of `sessions` are authoritative. Never throws. */
  revoke(refreshToken: string): Promise<void>;
  /** Ends all sign-ins of a user. Never throws. */
  revokeAll(userId: string): Promise<void>;

  /** For a user who has proven that they own the account. */
  setPassword(userId: string, newPassword: string): Promise<void>;

  /** Creates a user with a proven address and without a usable password; returns the id. */
  createUser(email: string): Promise<string>;
  /** Creates a user without an address: the pool requires one as user name, so it gets an undeliverable one. */
  createUserWithoutEmail(): Promise<string>;
  setEmail(userId: string, email: string): Promise<void>;

  /** Returns a new secret (Base32) for an authenticator app. */
  newTotpSecret(accessToken: string): Promise<string>;
  /** Returns whether `code` is correct: for the new secret if one was requested, otherwise for the one in use. */
  verifyTotp(accessToken: string, code: string): Promise<boolean>;
  requireTotp(userId: string, isRequired: boolean): Promise<void>;
}
