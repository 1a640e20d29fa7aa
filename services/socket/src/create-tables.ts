import { createLogger } from '@maru/service-kit/logger';
import { readStoreEnv } from './config/env.js';
import { createDynamo } from './platform/dynamo.js';
import { createTables } from './platform/tables.js';

const env = readStoreEnv();
const log = createLogger({ service: 'socket', level: 'info' });
const { client } = createDynamo({ region: env.AWS_REGION, endpoint: env.DYNAMODB_ENDPOINT });

const created = await createTables(client, env.DYNAMODB_TABLE_PREFIX);
log.info({ created }, 'tables ready');
client.destroy();
