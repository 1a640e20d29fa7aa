import { createLogger } from '@maru/service-kit/logger';
import { onShutdown } from '@maru/service-kit/shutdown';
import { startService } from './compose.js';
import { readEnv } from './config/env.js';

const env = readEnv();
const log = createLogger({ service: 'socket', level: env.LOG_LEVEL });
const service = await startService(env, log);

onShutdown(log, [
  ['sockets', service.closeSockets],
  ['http', service.closeHttp],
  ['internal', service.closeInternal],
  ['outbox', service.stopOutbox],
  ['stores', service.disconnect],
]);
log.info({ port: env.PORT, internalPort: env.INTERNAL_PORT }, 'listening');
