const maxConnections = 10;

/** A database URL as Prisma's MariaDB adapter takes it. */
export const poolOptions = (databaseUrl: string) => {
  const { hostname, port, username, password, pathname } = new URL(databaseUrl);
  return {
    host: hostname,
    port: Number(port || 3306),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: pathname.slice(1),
    connectionLimit: maxConnections,
    timezone: 'Z',
  };
};
