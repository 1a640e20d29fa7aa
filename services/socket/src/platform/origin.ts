import type { IncomingMessage } from 'node:http';

/**
 * Refuses WebSockets opened by pages of other sites, which CORS does not cover. Clients other than browsers send no Origin and have no
 * ambient credentials to abuse.
 */
export const allowOrigin =
  (publicOrigin: string) =>
  (req: IncomingMessage, decide: (error: string | null, isAllowed: boolean) => void): void => {
    const { origin } = req.headers;
    decide(null, origin === undefined || origin === publicOrigin);
  };
