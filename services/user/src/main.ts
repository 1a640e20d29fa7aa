import 'reflect-metadata';
import { createLogger } from '@maru/service-kit/logger';
import { onShutdown } from '@maru/service-kit/shutdown';
import { startService } from './compose.js';
import { readEnv } from './config/env.js';

const env = readEnv();
const log = createLogger({ service: 'user', level: env.LOG_LEVEL });
const service = await startService(env, log);

onShutdown(log, [
  ['http', service.closeHttp],
  ['background', service.stopBackground],
  ['outbox', service.stopOutbox],
  ['internal', service.closeInternal],
  ['stores', service.disconnect],
]);
log.info({ port: env.PORT, internalPort: env.INTERNAL_PORT }, 'listening');
