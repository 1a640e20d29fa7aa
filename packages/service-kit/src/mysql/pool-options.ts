const maxConnections = 10;
/** Connections that the pool keeps open while they are idle. */
const minimumIdle = 2;
/** Requests wait no longer than this for a connection while the database is away. */
const connectionWaitMs = 10_000;
/** A connection that stays silent for longer is closed, so that a hung database can't hold the pool; idle ones are opened anew. */
const silenceMs = 60_000;
/** A transaction that takes longer is rolled back. */
const transactionMs = 10_000;
/** Shorter than `transactionMs`: a transaction that waits for a lock too long is tried again instead of timing out. */
const lockWaitSeconds = 5;

/** Shorter waits, for tests. */
export interface PoolWaits {
  connectionWaitMs?: number;
  silenceMs?: number;
}

/** A database URL as Prisma's MariaDB adapter takes it. */
export const poolOptions = (databaseUrl: string, waits: PoolWaits = {}) => {
  const { hostname, port, username, password, pathname } = new URL(databaseUrl);
  return {
    host: hostname,
    port: Number(port || 3306),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: pathname.slice(1),
    connectionLimit: maxConnections,
    minimumIdle,
    acquireTimeout: waits.connectionWaitMs ?? connectionWaitMs,
    socketTimeout: waits.silenceMs ?? silenceMs,
    sessionVariables: { innodb_lock_wait_timeout: lockWaitSeconds },
    timezone: 'Z',
  };
};

/** Options of Prisma's `$transaction`. After a wait for a lock, READ COMMITTED reads what was committed meanwhile. */
export const transactionOptions = (waits: PoolWaits = {}) =>
  ({
    isolationLevel: 'ReadCommitted',
    timeout: transactionMs,
    maxWait: waits.connectionWaitMs ?? connectionWaitMs,
  }) as const;
