import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSecrets } from '../local-cloud/dist/stack/secrets.js';
import { startStack } from '../local-cloud/dist/stack/start-stack.js';

/** Starts the product as deployed (built client, two socket nodes) on free ports, with its own state folder. */
export default async function startProduct() {
  const stateDir = await mkdtemp(join(tmpdir(), 'maru-e2e-'));
  const stack = await startStack({ stateDir, ports: 'free', client: 'built', sockets: 2 });
  process.env.E2E_URL = stack.url;
  process.env.E2E_INBOX_URL = stack.inboxUrl;
  process.env.E2E_DYNAMODB_URL = stack.dynamodbUrl;
  process.env.E2E_USER_DATABASE_URL = stack.userDatabaseUrl;
  process.env.E2E_CHAT_DATABASE_URL = stack.chatDatabaseUrl;
  // Absent if coturn can't be installed here; stories about the relay are skipped then.
  if (stack.statuses().some(({ name }) => name === 'coturn'))
    process.env.E2E_TURN_SECRET = readSecrets(stateDir).turnSecret;
  globalThis.__MARU_STACK__ = { stack, stateDir };
}
