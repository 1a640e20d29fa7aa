import { settingNames } from './setting-names.js';

type Variables = Record<string, string | undefined>;

/**
 * Locations of programs, folders and the terminal: all that parts of the stack inherit from the shell. `.env.example` lists them.
 */
const passedOn = [
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'TMPDIR',
  'TERM',
  'NO_COLOR',
  'CHROMIUM_BIN',
  'DYNOXIDE_BIN',
];

/** Read by Node, the AWS SDK, Vite or our services: each would change the product's behaviour. */
const wouldMatter = new Set<string>([
  ...settingNames,
  'NODE_ENV',
  'NODE_OPTIONS',
  'NODE_EXTRA_CA_CERTS',
  'NODE_TLS_REJECT_UNAUTHORIZED',
  'DATABASE_URL',
  'PORT',
  'INTERNAL_PORT',
  'INTERNAL_TOKEN',
  'SEALING_KEY',
  'EMAIL_HASH_KEY',
  'COGNITO_ENDPOINT',
  'SOCKET_INTERNAL_URL',
  'CHAT_INTERNAL_URL',
  'USER_INTERNAL_URL',
  'TRUSTED_PROXY_HOPS',
  'AUTH_REQUESTS_PER_ADDRESS',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'ALL_PROXY',
  'LD_PRELOAD',
  'MYSQL_TCP_PORT',
  'MYSQL_UNIX_PORT',
]);

const matters = (name: string) =>
  wouldMatter.has(name) || wouldMatter.has(name.toUpperCase()) || /^(AWS|VITE)_/.test(name);

/** The base environment of a part, to which its own variables are added. */
export const shellForParts = (shell: Variables = process.env): Record<string, string> =>
  Object.fromEntries(
    Object.entries(shell).flatMap(([name, value]) =>
      value !== undefined && passedOn.includes(name) ? [[name, value]] : [],
    ),
  );

/** Returns the shell variables that would affect a part of the stack but are not passed on. */
export const ignoredVariables = (shell: Variables = process.env): string[] =>
  Object.keys(shell)
    .filter((name) => shell[name] !== '' && !passedOn.includes(name) && matters(name))
    .sort();
