import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'dotenv';
import { z } from 'zod';

/** Variables that every service has. */
export const commonEnv = {
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
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

type Variables = Record<string, string | undefined>;

/** The file's variables that the shell has with another value: the shell's wins, and that has to be said. */
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
 * Variables parsed by `schema`: the shell's, then the file's. An empty string counts as not set.
 * Throws EnvError with one line per missing or malformed variable; in production also for each variable that
 * the shell and the file disagree about, elsewhere that is a warning.
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
  const result = schema.safeParse(merged);
  if (!result.success) throw new EnvError(problemsOf(result.error));
  return result.data;
};

/**
 * The service's configuration, read once at start. On a bad variable it prints one line for each and ends the process.
 * `dotenvPath` is `.env` in the folder that the process was started in unless told otherwise.
 */
export const loadEnv = <S extends z.ZodObject>(schema: S, { dotenvPath = '.env' } = {}): z.output<S> => {
  const warn = (line: string) => process.stderr.write(`${line}\n`);
  try {
    const file = existsSync(dotenvPath) ? parse(readFileSync(dotenvPath)) : {};
    return parseEnv(schema, { shell: process.env, file, warn });
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    warn(error.message);
    return process.exit(1);
  }
};
