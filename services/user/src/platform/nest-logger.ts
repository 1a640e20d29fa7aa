import type { Logger } from '@maru/service-kit/logger';
import type { LoggerService } from '@nestjs/common';

/** Writes Nest's own messages in our format; its notices about routes and modules only at debug level. */
export const createNestLogger = (log: Logger): LoggerService => ({
  log: (message: unknown, context?: unknown) => log.debug({ context }, String(message)),
  debug: (message: unknown, context?: unknown) => log.debug({ context }, String(message)),
  verbose: (message: unknown, context?: unknown) => log.trace({ context }, String(message)),
  warn: (message: unknown, context?: unknown) => log.warn({ context }, String(message)),
  error: (message: unknown, stack?: unknown) => log.error({ stack }, String(message)),
});
