import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** Whether somebody accepts connections on the loopback port. */
export const acceptsTcp = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const end = (isOpen: boolean) => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.once('connect', () => end(true)).once('error', () => end(false));
  });

/** Whether the address answers with a success. */
export const answersHttp = async (url: string): Promise<boolean> => {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
};

/** Asks until `isReady`; false when `timeoutMs` pass or `isGivenUp` says so. */
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
