import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  printBox,
  printError,
  printHeading,
  printLine,
  printStep,
  printWarning,
  readableLine,
} from './console.js';
import { StackRunsError } from './stack/lock.js';
import { repoRoot } from './stack/paths.js';
import { demoPassword, demoPeople, seedDemo } from './stack/seed-demo.js';
import { startStack, type Stack } from './stack/start-stack.js';
import type { PartStatus } from './supervisor/part.js';

const { values } = parseArgs({
  options: {
    sockets: { type: 'string', default: '1' },
    built: { type: 'boolean', default: false },
    'state-dir': { type: 'string', default: join(repoRoot, '.local/stack') },
  },
});

let stack: Stack | undefined;
let isStopping = false;

const stop = async (code: number) => {
  if (isStopping) return;
  isStopping = true;
  printHeading('Stopping');
  await stack?.stop();
  process.exit(code);
};

const tellRestart = ({ name, state, lastExit }: PartStatus) => {
  if (isStopping || !stack) return;
  if (state === 'restarting') printWarning(`${name} ended (${lastExit}); starting it again`);
  if (state === 'ready') printStep(`${name} is back`, 0);
};

/** The product runs without its demo, as it must with a real user pool. */
const seed = async ({ loopbackUrl, inboxUrl, dynamodbUrl, dynamodbTablePrefix }: Stack) => {
  const tables = { endpoint: dynamodbUrl, prefix: dynamodbTablePrefix };
  await seedDemo({ origin: loopbackUrl, inboxUrl, tables }).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    printWarning(`The demo people could not be made: ${reason}`);
  });
};

const run = async () => {
  const startedAt = performance.now();
  printHeading('Maru');
  stack = await startStack({
    stateDir: values['state-dir'],
    ports: 'usual',
    client: values.built ? 'built' : 'dev',
    sockets: Number(values.sockets),
    onStep: printStep,
    onWarning: printWarning,
    onChange: tellRestart,
    onLine: (part, line) => {
      const readable = readableLine(part, line);
      if (readable) printLine(readable);
    },
  });
  await seed(stack);
  printBox([
    `마루 Maru is ready    ${stack.url}`,
    '',
    ...demoPeople.map(({ nickname, email }) => `Sign in as ${nickname.padEnd(8)} ${email}  ${demoPassword}`),
    `Inbox (mail codes)    ${stack.url}/__local/inbox/`,
    `What runs here        ${stack.url}/__local`,
    '',
    `Ready in ${((performance.now() - startedAt) / 1000).toFixed(1)} s. Ctrl-C stops everything.`,
  ]);
};

process
  .on('SIGINT', () => void stop(0))
  .on('SIGTERM', () => void stop(0))
  .on('SIGHUP', () => void stop(0));

run().catch(async (error: unknown) => {
  const isKnown = error instanceof StackRunsError;
  printError(
    isKnown ? error.message : `Maru did not start: ${error instanceof Error ? error.message : String(error)}`,
  );
  if (!isKnown) printError(`Logs: ${join(values['state-dir'], 'logs')}`);
  await stop(1);
});
