import pino from 'pino';
import { requestId } from './request-context.js';

export type Logger = pino.Logger;
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';

/** Keys whose values are redacted, at the top level and up to three levels down. */
const secretKeys = [
  'password',
  'newPassword',
  'code',
  'email',
  'token',
  'accessToken',
  'refreshToken',
  'idToken',
  'signUpToken',
  'secret',
  'authorization',
  'cookie',
  '["set-cookie"]',
  'content',
];

const pathsTo = (key: string) => {
  const dotted = key.startsWith('[') ? key : `.${key}`;
  return [key, `*${dotted}`, `*.*${dotted}`, `*.*.*${dotted}`];
};

/** A serializer of our own, because errors carry a `code` that the default one drops. */
const serializeError = (error: unknown): unknown => {
  if (!(error instanceof Error)) return error;
  const { name, message, stack, cause } = error;
  const errorCode = 'code' in error ? error.code : undefined;
  return { name, message, errorCode, stack, cause: cause === undefined ? undefined : serializeError(cause) };
};

interface LoggerOptions {
  service: string;
  level: LogLevel;
  /** Destination of log lines; defaults to standard output. */
  destination?: pino.DestinationStream;
}

/** Structured JSON logs with the request id; secrets and personal data are redacted by key. */
export const createLogger = ({ service, level, destination }: LoggerOptions): Logger =>
  pino(
    {
      level,
      base: { service },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      mixin: () => {
        const id = requestId();
        return id ? { requestId: id } : {};
      },
      mixinMergeStrategy: (line, mixed) => ({ ...mixed, ...line }),
      serializers: { err: serializeError },
      redact: { paths: secretKeys.flatMap(pathsTo), censor: '[redacted]' },
    },
    destination ?? pino.destination(1),
  );
