import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

const answerTimeoutMs = 3_000;

/**
 * Returns whether a server on the loopback port sends data, at once or after `greeting`. A connection alone proves nothing: the
 * kernel accepts it for a hanging process.
 */
export const answersTcp = (port: number, greeting?: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: answerTimeoutMs });
    const end = (hasAnswered: boolean) => {
      socket.destroy();
      resolve(hasAnswered);
    };
    if (greeting) socket.write(greeting);
    socket
      .once('data', () => end(true))
      .once('timeout', () => end(false))
      .once('error', () => end(false))
      .once('close', () => end(false));
  });

/** Returns the status code of the address, or `undefined` if it doesn't answer. */
export const httpStatus = async (url: string): Promise<number | undefined> => {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(answerTimeoutMs), redirect: 'manual' });
    await response.body?.cancel();
    return response.status;
  } catch {
    return undefined;
  }
};

/** Returns whether the address answers with a success. */
export const answersHttp = async (url: string): Promise<boolean> => {
  const status = await httpStatus(url);
  return status !== undefined && status >= 200 && status < 300;
};

/** Polls until `isReady`; returns false after `timeoutMs`, or once `isGivenUp`. */
export const waitUntil = async (
  isReady: () => Promise<boolean>,
  { timeoutMs, isGivenUp = () => false }: { timeoutMs: number; isGivenUp?: () => boolean },
): Promise<boolean> => {
  const end = Date.now() + timeoutMs;
  while (Date.now() < end && !isGivenUp()) {
    if (await isReady()) return true;
    await delay(25);
  }
  return false;
};
