import { generateKeyPairSync } from 'node:crypto';
import { JsonFile, type JsonFileOptions } from '../json-file.js';
import { CognitoError } from './cognito-error.js';

export type UserStatus = 'UNCONFIRMED' | 'CONFIRMED' | 'FORCE_CHANGE_PASSWORD' | 'RESET_REQUIRED';

export interface StoredCode {
  value: string;
  kind: 'SignUp' | 'ForgotPassword';
  /** Seconds since the epoch. */
  expiresAt: number;
  failures: number;
}

export interface StoredRefreshToken {
  clientId: string;
  /** Shared by all tokens of one sign-in. */
  originJti: string;
  authTime: number;
  expiresAt: number;
  /** Set on rotation: until then the old token stays usable, in case the response was lost. */
  graceUntil?: number;
}

export interface StoredUser {
  /** The user name: with e-mail as user name attribute, it is the `sub`. */
  name: string;
  attributes: Record<string, string>;
  status: UserStatus;
  enabled: boolean;
  passwordHash: string;
  passwordFailures: number;
  passwordFailedAt: number;
  lockedUntil: number;
  code?: StoredCode;
  totp?: StoredTotp;
  /** Times (seconds since the epoch) of calls with an hourly limit, by operation. */
  attempts: Record<string, number[]>;
  /** Keyed by SHA-256 of the token. */
  refreshTokens: Record<string, StoredRefreshToken>;
  revokedOrigins: string[];
  signedOutAt: number;
  createdAt: number;
  modifiedAt: number;
}

/** The software token (RFC 6238) of an authenticator app. */
export interface StoredTotp {
  /** Base32. */
  secret: string;
  /** Issued, but not yet proven by a code. */
  pendingSecret?: string;
  isVerified: boolean;
  isPreferred: boolean;
  /** The last time step whose code was used: each code works once. */
  lastStep: number;
}

export interface StoredClient {
  ClientId: string;
  ClientName: string;
  UserPoolId: string;
  ClientSecret?: string;
  ExplicitAuthFlows?: string[];
  PreventUserExistenceErrors?: string;
  AccessTokenValidity?: number;
  IdTokenValidity?: number;
  RefreshTokenValidity?: number;
  TokenValidityUnits?: Record<string, string>;
  RefreshTokenRotation?: { Feature?: string; RetryGracePeriodSeconds?: number };
}

export interface PasswordPolicy {
  MinimumLength?: number;
  RequireUppercase?: boolean;
  RequireLowercase?: boolean;
  RequireNumbers?: boolean;
  RequireSymbols?: boolean;
}

export interface StoredPool {
  Id: string;
  Name: string;
  Policies?: { PasswordPolicy?: PasswordPolicy };
  UsernameAttributes?: string[];
  AutoVerifiedAttributes?: string[];
  users: Record<string, StoredUser>;
}

interface Database {
  privateKey: string;
  pools: Record<string, StoredPool>;
  clients: Record<string, StoredClient>;
}

const emptyDatabase = (): Database => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    pools: {},
    clients: {},
  };
};

/** Returns a record's own entry; inherited keys such as `constructor` don't count. */
const own = <T>(record: Record<string, T>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;

/** Pools, clients and users, stored in one JSON file. */
export class CognitoState {
  private readonly file: JsonFile<Database>;

  constructor(path: string, options?: JsonFileOptions) {
    this.file = new JsonFile(path, emptyDatabase, options);
  }

  get privateKey(): string {
    return this.file.value.privateKey;
  }

  get pools(): StoredPool[] {
    return Object.values(this.file.value.pools);
  }

  get clients(): StoredClient[] {
    return Object.values(this.file.value.clients);
  }

  addPool(pool: StoredPool): void {
    this.file.value.pools[pool.Id] = pool;
  }

  addClient(client: StoredClient): void {
    this.file.value.clients[client.ClientId] = client;
  }

  pool(id: string): StoredPool {
    const pool = own(this.file.value.pools, id);
    if (!pool) throw new CognitoError('ResourceNotFoundException', `User pool ${id} does not exist.`);
    return pool;
  }

  client(id: string): StoredClient {
    const client = own(this.file.value.clients, id);
    if (!client)
      throw new CognitoError('ResourceNotFoundException', `User pool client ${id} does not exist.`);
    return client;
  }

  /** Schedules a save. */
  changed(): void {
    this.file.changed();
  }

  flush(): void {
    this.file.flush();
  }
}

/** Finds the user by name, `sub` or, if the pool allows it, e-mail in any case. */
export const findUser = (pool: StoredPool, username: string): StoredUser | undefined => {
  const byEmail = pool.UsernameAttributes?.includes('email');
  const wanted = username.toLowerCase();
  return (
    own(pool.users, username) ??
    Object.values(pool.users).find((user) => byEmail && user.attributes.email?.toLowerCase() === wanted)
  );
};

export const mustFindUser = (pool: StoredPool, username: string): StoredUser => {
  const user = findUser(pool, username);
  if (!user) throw new CognitoError('UserNotFoundException', 'User does not exist.');
  return user;
};

export const epochSeconds = (): number => Math.floor(Date.now() / 1000);
