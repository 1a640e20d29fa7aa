import { createServer } from 'node:net';

/** Default port of each part. */
export const usualPorts = {
  proxy: 8080,
  user: 8101,
  chat: 8102,
  socket: 8103,
  client: 8110,
  userInternal: 8201,
  chatInternal: 8202,
  socketInternal: 8203,
  mysql: 8306,
  dynamodb: 8307,
  s3: 8308,
  cognito: 8309,
  smtp: 8310,
  inbox: 8311,
  redis: 8312,
  portal: 8313,
  oidc: 8314,
  turn: 8315,
  toss: 8316,
} as const;

export type PortName = keyof typeof usualPorts;
export type Ports = Record<PortName, number>;

/** Returns the port if it is free (0: any), otherwise `undefined`. */
const claim = (port: number): Promise<number | undefined> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen({ port, exclusive: true }, () => {
      const address = server.address();
      const claimed = typeof address === 'object' && address ? address.port : undefined;
      server.close(() => resolve(claimed));
    });
  });

const freePort = async (preferred: number): Promise<number> => {
  const port = (await claim(preferred)) ?? (await claim(0));
  if (port === undefined) throw new Error('no port is free');
  return port;
};

/** Returns a free port for each name: its default if that is free, or any if only `free` ones are wanted. */
export const choosePorts = async (kind: 'usual' | 'free'): Promise<Ports> => {
  // Object.entries loses the literal names.
  const names = Object.keys(usualPorts) as PortName[];
  const chosen: [PortName, number][] = [];
  const taken = new Set<number>();
  for (const name of names) {
    let port = await freePort(kind === 'usual' ? usualPorts[name] : 0);
    while (taken.has(port)) port = await freePort(0);
    taken.add(port);
    chosen.push([name, port]);
  }
  return Object.fromEntries(chosen) as Ports;
};

/** Returns `count` free ports. */
export const freePorts = async (count: number): Promise<number[]> => {
  const found = new Set<number>();
  while (found.size < count) found.add(await freePort(0));
  return [...found];
};
