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

/** The password was right; `two-factor`: the code of the authenticator app is still missing. */
export type PasswordCheck =
  { status: 'signed-in'; tokens: CognitoTokens } | { status: 'two-factor'; userId: string };

/** What the pool knows of a user. */
export interface PoolUser {
  userId: string;
  /** Undefined for who has none. */
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
  /** Undefined when the pool certainly has no such user. */
  describe(userId: string): Promise<PoolUser | undefined>;
  deleteUser(userId: string): Promise<void>;
  confirmSignUp(userId: string, code: string): Promise<void>;
  resendCode(userId: string, locale: Locale): Promise<void>;
  signInWithPassword(email: string, password: string): Promise<PasswordCheck>;
  /** For who has just proven otherwise who they are. */
  signInAs(userId: string): Promise<CognitoTokens>;
  refresh(refreshToken: string): Promise<CognitoTokens>;
  /** Ends the sign-in that the token belongs to, if Cognito can be reached: the rows of `sessions` are what counts. Never throws. */
  revoke(refreshToken: string): Promise<void>;
  /** The same for all of a person. Never throws. */
  revokeAll(userId: string): Promise<void>;

  /** For who has proven that the account is theirs. */
  setPassword(userId: string, newPassword: string): Promise<void>;

  /** A user whose address is known to be theirs, without a usable password; gives the id. */
  createUser(email: string): Promise<string>;
  /** As above for who has no address: the pool wants one as user name, so it gets one that nobody can receive mail at. */
  createUserWithoutEmail(): Promise<string>;
  setEmail(userId: string, email: string): Promise<void>;

  /** A new secret (base 32) for an authenticator app. */
  newTotpSecret(accessToken: string): Promise<string>;
  /** Whether `code` is right: for the new secret if one was asked for, else for the one in use. */
  verifyTotp(accessToken: string, code: string): Promise<boolean>;
  requireTotp(userId: string, isRequired: boolean): Promise<void>;
}
