import type { IncomingMessage } from 'node:http';

/**
 * Refuses WebSockets that another site's page opens: CORS doesn't bind them. Clients that are no browser send no Origin and
 * have no ambient credentials to abuse.
 */
export const allowOrigin =
  (publicOrigin: string) =>
  (req: IncomingMessage, decide: (error: string | null, isAllowed: boolean) => void): void => {
    const { origin } = req.headers;
    decide(null, origin === undefined || origin === publicOrigin);
  };
