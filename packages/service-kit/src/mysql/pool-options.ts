const maxConnections = 10;
/** Requests wait no longer than this for a connection while the database is away. */
export const connectionWaitMs = 10_000;

/** A database URL as Prisma's MariaDB adapter takes it. */
export const poolOptions = (databaseUrl: string, acquireTimeout = connectionWaitMs) => {
  const { hostname, port, username, password, pathname } = new URL(databaseUrl);
  return {
    host: hostname,
    port: Number(port || 3306),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: pathname.slice(1),
    connectionLimit: maxConnections,
    acquireTimeout,
    timezone: 'Z',
  };
};
