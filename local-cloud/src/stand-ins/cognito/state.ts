import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { CognitoError } from './cognito-error.js';

export type UserStatus = 'UNCONFIRMED' | 'CONFIRMED' | 'FORCE_CHANGE_PASSWORD' | 'RESET_REQUIRED';

export interface StoredCode {
  value: string;
  kind: 'SignUp' | 'ForgotPassword';
  /** Epoch seconds. */
  expiresAt: number;
  failures: number;
}

export interface StoredRefreshToken {
  clientId: string;
  /** The session that all tokens of one sign-in belong to. */
  originJti: string;
  authTime: number;
  expiresAt: number;
  /** Set when it was rotated: until then it may be used once more, for answers that got lost. */
  graceUntil?: number;
}

export interface StoredUser {
  /** The user name: with e-mail as user name attribute it is the `sub`. */
  name: string;
  attributes: Record<string, string>;
  status: UserStatus;
  enabled: boolean;
  passwordHash: string;
  passwordFailures: number;
  lockedUntil: number;
  code?: StoredCode;
  /** Times (epoch seconds) of calls that Cognito counts per hour, by what was called. */
  attempts: Record<string, number[]>;
  /** By SHA-256 of the token. */
  refreshTokens: Record<string, StoredRefreshToken>;
  revokedOrigins: string[];
  signedOutAt: number;
  createdAt: number;
  modifiedAt: number;
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

/** Pools, clients and users in one JSON file; saved whole after each change, which is enough for a laptop. */
export class CognitoState {
  private readonly database: Database;

  constructor(private readonly file: string) {
    // The file is ours alone.
    this.database = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Database) : emptyDatabase();
  }

  get privateKey(): string {
    return this.database.privateKey;
  }

  get pools(): StoredPool[] {
    return Object.values(this.database.pools);
  }

  get clients(): StoredClient[] {
    return Object.values(this.database.clients);
  }

  addPool(pool: StoredPool): void {
    this.database.pools[pool.Id] = pool;
    this.save();
  }

  addClient(client: StoredClient): void {
    this.database.clients[client.ClientId] = client;
    this.save();
  }

  pool(id: string): StoredPool {
    const pool = this.database.pools[id];
    if (!pool) throw new CognitoError('ResourceNotFoundException', `User pool ${id} does not exist.`);
    return pool;
  }

  client(id: string): StoredClient {
    const client = this.database.clients[id];
    if (!client)
      throw new CognitoError('ResourceNotFoundException', `User pool client ${id} does not exist.`);
    return client;
  }

  save(): void {
    mkdirSync(dirname(this.file), { recursive: true });
    writeFileSync(`${this.file}.new`, JSON.stringify(this.database), { mode: 0o600 });
    renameSync(`${this.file}.new`, this.file);
  }
}

/** The user by name, `sub` or (where the pool allows) e-mail in any case. */
export const findUser = (pool: StoredPool, username: string): StoredUser | undefined => {
  const byEmail = pool.UsernameAttributes?.includes('email');
  const wanted = username.toLowerCase();
  return (
    pool.users[username] ??
    Object.values(pool.users).find((user) => byEmail && user.attributes.email?.toLowerCase() === wanted)
  );
};

export const mustFindUser = (pool: StoredPool, username: string): StoredUser => {
  const user = findUser(pool, username);
  if (!user) throw new CognitoError('UserNotFoundException', 'User does not exist.');
  return user;
};

export const epochSeconds = (): number => Math.floor(Date.now() / 1000);
