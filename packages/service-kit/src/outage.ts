import { codesOf, errorChain } from './error-codes.js';

// Codes of a network, a pool or a database server that is out of reach.
const network = 'ECONNREFUSED ECONNRESET EPIPE ETIMEDOUT EHOSTUNREACH ENETUNREACH EAI_AGAIN';
const mysql2 = 'PROTOCOL_CONNECTION_LOST PROTOCOL_ENQUEUE_AFTER_FATAL_ERROR PROTOCOL_SEQUENCE_TIMEOUT';
/** Too many connections, shutdown in progress, connection killed, gone away, lost. */
const mysqlServer = '1040 1053 1077 1079 1927 2002 2003 2006 2013 4031';
/** Connections that closed or timed out, or a pool that had none in time. */
const mariadbDriver = '45001 45004 45009 45012 45013 45019 45026 45028 45033 45042 45061';
/** Unreachable, timed out or closed; no connection or transaction in time. */
const prisma = 'P1001 P1002 P1008 P1017 P2024 P2028';

const outages = new Set([network, mysql2, mysqlServer, mariadbDriver, prisma].join(' ').split(' '));

/** Faults of AWS, timeouts, and requests that AWS asks to repeat later. */
const isAwsOutage = (value: object): boolean =>
  Reflect.get(value, '$fault') === 'server' ||
  Reflect.get(value, '$retryable') !== undefined ||
  Reflect.get(value, 'name') === 'TimeoutError';

/** True when the error, or a cause of it, says that a store is out of reach: the same request may succeed in a moment. */
export const isOutage = (error: unknown): boolean =>
  errorChain(error).some((link) => isAwsOutage(link) || codesOf(link).some((code) => outages.has(code)));

/** True for the error of a connection that the MySQL driver of Prisma has given up. */
export const isLostConnection = (error: unknown): boolean =>
  error instanceof Error && error.name === 'SqlError' && Reflect.get(error, 'fatal') === true;
