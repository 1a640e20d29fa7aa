import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { parseEnvFile, type EnvFile } from './env-file.js';
import { productionProblems } from './env-production.js';

/** Comma-separated addresses. */
export const urlList = z
  .string()
  .transform((text) => text.split(',').map((url) => url.trim()))
  .pipe(z.array(z.url()).min(1));

/** Variables of every service. */
export const commonEnv = {
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  LOG_LEVEL: z
    .string()
    .default('info')
    .transform((text) => text.trim().toLowerCase())
    .pipe(z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])),
  /** The address to listen on: loopback in development, all interfaces in production. */
  LISTEN_HOST: z.string().min(1),
  /** Number of proxies in front that append to `X-Forwarded-For`: the development proxy, or CloudFront and the load balancer. */
  TRUSTED_PROXY_HOPS: z.coerce.number().int().min(0).max(10),
  PORT: z.coerce.number().int().min(0).max(65_535),
  INTERNAL_PORT: z.coerce.number().int().min(0).max(65_535),
  INTERNAL_TOKEN: z.string().min(32),
  PUBLIC_ORIGIN: z.url().transform((url) => new URL(url).origin),
  AWS_REGION: z.string().min(1),
  COGNITO_USER_POOL_ID: z.string().regex(/^[\w-]+_[A-Za-z0-9]+$/),
  COGNITO_CLIENT_ID: z.string().min(1),
  COGNITO_ENDPOINT: z.url().optional(),
  REDIS_URL: z.url().optional(),
};

const environmentDefaults = (environment: string | undefined) =>
  environment === 'production'
    ? { LISTEN_HOST: '::', TRUSTED_PROXY_HOPS: '2' }
    : { LISTEN_HOST: '127.0.0.1', TRUSTED_PROXY_HOPS: '1' };

/** Returns whether the process runs in production, for code without access to a service's configuration. */
export const isProduction = (): boolean => process.env.NODE_ENV === 'production';

type Variables = Record<string, string | undefined>;

/** Returns the variables of the file that the shell overrides with another value; the caller must report them. */
export const shadowedVariables = (file: Variables, shell: Variables): string[] =>
  Object.keys(file).filter((name) => shell[name] !== undefined && shell[name] !== file[name]);

/** One line per bad variable; never a value, since it may be a secret. */
const problemsOf = (error: z.ZodError): string[] =>
  error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);

export class EnvError extends Error {
  constructor(readonly problems: string[]) {
    super(`Bad configuration:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'EnvError';
  }
}

interface EnvSources {
  shell: Variables;
  file?: Variables;
  warn: (line: string) => void;
}

/**
 * Returns the variables parsed by `schema`: the shell's, then the file's. An empty string counts as not set. Outside production,
 * a variable that shell and file disagree about is only a warning.
 * @throws EnvError with one line per missing or malformed variable; in production also per conflict between shell and file, and
 * per value that is fit for development only.
 */
export const parseEnv = <S extends z.ZodObject>(
  schema: S,
  { shell, file = {}, warn }: EnvSources,
): z.output<S> => {
  const shadowed = shadowedVariables(file, shell);
  const conflicts = shadowed.map(
    (name) => `${name} is set in the shell and, differently, in .env; the shell's value wins`,
  );
  if (shell.NODE_ENV === 'production' && conflicts.length > 0) throw new EnvError(conflicts);
  conflicts.forEach(warn);

  const merged = Object.fromEntries(
    Object.entries({ ...file, ...shell }).filter(([, value]) => value !== ''),
  );
  const known = Object.keys(schema.shape).map((name) => [name, merged[name]]);
  const result = schema.safeParse({ ...environmentDefaults(merged.NODE_ENV), ...merged });
  const problems = [
    ...(result.success ? [] : problemsOf(result.error)),
    ...(merged.NODE_ENV === 'production' ? productionProblems(Object.fromEntries(known)) : []),
  ];
  if (!result.success || problems.length > 0) throw new EnvError(problems);
  return result.data;
};

/** Returns the file's variables; none if the file is missing. @throws EnvError, with the file's name, if it isn't text. */
export const readEnvFile = (path: string): EnvFile => {
  if (!existsSync(path)) return { variables: {}, problems: [] };
  try {
    return parseEnvFile(readFileSync(path));
  } catch (error) {
    throw new EnvError([`${path}: ${error instanceof Error ? error.message : String(error)}`]);
  }
};

/**
 * Returns the service's configuration. Called once at startup: on a bad variable it prints one line for each and ends the
 * process. `dotenvPath` defaults to `.env` in the working directory.
 */
export const loadEnv = <S extends z.ZodObject>(schema: S, { dotenvPath = '.env' } = {}): z.output<S> => {
  const warn = (line: string) => process.stderr.write(`${line}\n`);
  try {
    const { variables, problems } = readEnvFile(dotenvPath);
    problems.forEach((problem) => warn(`${dotenvPath}: ${problem}`));
    return parseEnv(schema, { shell: process.env, file: variables, warn });
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    warn(error.message);
    return process.exit(1);
  }
};
