import { fileURLToPath } from 'node:url';
import { createLogger } from '@maru/service-kit/logger';
import { migrate } from '@maru/service-kit/mysql/migrations';
import { readDatabaseUrl } from './config/env.js';

const log = createLogger({ service: 'chat', level: 'info' });
const directory = fileURLToPath(new URL('../prisma/migrations', import.meta.url));

const applied = await migrate({ url: readDatabaseUrl(), directory, log: (line) => log.warn(line) });
log.info({ applied }, 'database is up to date');
