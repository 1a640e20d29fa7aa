import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { repoRoot } from './paths.js';

/** What a person may set in `.env` or the shell to use something real in place of a local stand-in. */
const names = [
  'AWS_REGION',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'COGNITO_USER_POOL_ID',
  'COGNITO_CLIENT_ID',
  'COGNITO_CLIENT_SECRET',
  'SIGN_IN_ASSERTION_SECRET',
  'DYNAMODB_ENDPOINT',
  'DYNAMODB_TABLE_PREFIX',
  'USER_DATABASE_URL',
  'CHAT_DATABASE_URL',
  'GOOGLE_ISSUER',
  'GOOGLE_CLIENT_ID',
  'GOOGLE_CLIENT_SECRET',
  'KAKAO_ISSUER',
  'KAKAO_API_URL',
  'KAKAO_CLIENT_ID',
  'KAKAO_CLIENT_SECRET',
  'KAKAO_ADMIN_KEY',
  'S3_BUCKET',
  'S3_ENDPOINT',
  'MEDIA_URL',
  'INVITE_KEYS',
  'SMTP_URL',
  'MAIL_FROM',
  'REDIS_URL',
  'LOG_LEVEL',
] as const;

export type SettingName = (typeof names)[number];
export type Settings = Partial<Record<SettingName, string>>;

export interface ReadSettings {
  settings: Settings;
  /** Names that the shell and `.env` disagree about. */
  conflicts: SettingName[];
}

/**
 * Settings of `.env`, and of the shell where `.env` says nothing. AWS variables of the shell alone are left out: they belong to
 * other work, and silently beating `.env` is how uploads once failed on one single computer.
 */
export const readSettings = (
  shell: NodeJS.ProcessEnv = process.env,
  file = join(repoRoot, '.env'),
): ReadSettings => {
  const fromFile = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
  const settings: Settings = {};
  const conflicts: SettingName[] = [];
  for (const name of names) {
    const own = fromFile[name] || undefined;
    const shells = name.startsWith('AWS_') ? undefined : shell[name];
    if (own !== undefined && shell[name] !== undefined && shell[name] !== own) conflicts.push(name);
    const value = own ?? shells;
    if (value) settings[name] = value;
  }
  return { settings, conflicts };
};

export interface Secrets {
  internalToken: string;
  signInAssertionSecret: string;
  sealingKey: string;
  inviteKeys: string;
  emailHashKey: string;
}

/** Made once per state folder and readable by its owner only. */
export const readSecrets = (stateDir: string): Secrets => {
  const file = join(stateDir, 'secrets.json');
  const secret = () => randomBytes(32).toString('hex');
  const fresh: Secrets = {
    internalToken: secret(),
    signInAssertionSecret: secret(),
    sealingKey: secret(),
    inviteKeys: `l1:${randomBytes(32).toString('base64url')}`,
    emailHashKey: secret(),
  };
  mkdirSync(stateDir, { recursive: true });
  // The file is ours alone; a folder of an earlier version lacks what was added since.
  const known = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<Secrets>) : {};
  const secrets = { ...fresh, ...known };
  writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 });
  return secrets;
};
