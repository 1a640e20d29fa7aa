import type { Logger } from './logger.js';
import { isLostConnection } from './outage.js';

type Step = readonly [name: string, run: () => Promise<unknown>];

/**
 * On SIGTERM or SIGINT, runs `steps` in order, then exits 0. A second signal, or exceeding `graceMs`, exits 1. An uncaught error
 * is logged and ends the process, because its state can't be trusted.
 */
export const onShutdown = (log: Logger, steps: readonly Step[], { graceMs = 15_000 } = {}): void => {
  let isStopping = false;

  const stop = async (signal: string) => {
    if (isStopping) return process.exit(1);
    isStopping = true;
    log.info({ signal }, 'shutting down');
    setTimeout(() => {
      log.error('shutdown timed out');
      process.exit(1);
    }, graceMs).unref();
    for (const [name, run] of steps) {
      await run().catch((error: unknown) => log.error({ err: error, step: name }, 'shutdown failed'));
    }
    process.exit(0);
  };

  const crash = (error: unknown) => {
    log.fatal({ err: error }, 'process crashed');
    process.exit(1);
  };

  // Prisma's MySQL driver reports a connection that is lost while it opens twice: to the pool, which opens another, and here.
  const crashUnlessLost = (error: unknown) => {
    if (isLostConnection(error)) log.warn({ err: error }, 'a database connection was lost');
    else crash(error);
  };

  process.on('SIGTERM', stop).on('SIGINT', stop);
  process.on('uncaughtException', crash).on('unhandledRejection', crashUnlessLost);
};
