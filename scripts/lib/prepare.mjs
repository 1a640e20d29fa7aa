import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fail, step } from './console.mjs';
import { releaseLock, takeLock } from './lock.mjs';
import { installNativePackages } from './native-packages.mjs';
import { capture, root, run } from './process.mjs';

const checkNode = () => {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const isSupported = (major === 20 && minor >= 19) || (major > 20 && major < 25);
  if (!isSupported) fail(`Maru needs Node 20.19 to 24; this is ${process.version}.`);
};

/** Node raises its own limit to the hard limit; below this, services die as soon as a few users connect. */
const minOpenFiles = 1_024;

const checkOpenFiles = async () => {
  const { code, output } = await capture('sh', ['-c', 'ulimit -Hn']);
  const limit = Number(output.trim());
  if (code === 0 && limit < minOpenFiles)
    fail(
      `This shell allows ${limit} open files (ulimit -Hn); Maru needs ${minOpenFiles}. Raise the hard limit, or start from another shell.`,
    );
};

/** Overrides shell settings and .npmrc files that omit packages: compiling and the databases need all of them. */
const wholeInstall = [
  '--include=dev',
  '--include=optional',
  '--include=peer',
  '--dry-run=false',
  '--global=false',
  '--package-lock=true',
  '--bin-links=true',
  '--install-strategy=hoisted',
];

const compiler = join(root, 'node_modules/.bin/tsc');

/** Installs dependencies if the lock file has changed since the last time, or if the last time omitted some. */
const installPackages = async () => {
  const stamp = join(root, 'node_modules/.maru-lock');
  const hash = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const isCurrent = existsSync(stamp) && readFileSync(stamp, 'utf8') === hash && existsSync(compiler);
  if (isCurrent) return;
  await step('npm packages', async () => {
    const { NODE_ENV: _left, ...env } = process.env;
    await run('npm', ['ci', '--loglevel=error', '--no-progress', ...wholeInstall], { env });
    writeFileSync(stamp, hash);
  });
};

/** Two concurrent starts must not install over each other. */
const alone = async (work) => {
  const lock = join(root, '.local/prepare.json');
  mkdirSync(join(root, '.local'), { recursive: true });
  if (takeLock(lock)) {
    console.log('  another start is preparing; waiting for it');
    while (takeLock(lock)) await delay(200);
  }
  try {
    return await work();
  } finally {
    releaseLock(lock);
  }
};

const prepareCode = async () => {
  await step('prisma clients', () => run('npm', ['run', '-s', 'generate']));
  await step('compile', () => run(compiler, ['-b']));
};

/** Provides everything that must exist before our own code runs; fast if nothing is missing. */
export const prepare = async ({ withBrowser = false } = {}) => {
  checkNode();
  await checkOpenFiles();
  await alone(async () => {
    await installPackages();
    await installNativePackages({ withBrowser });
    await prepareCode();
  });
};

/** Prepares what tests without databases need: packages and compiled sources. */
export const prepareSources = async () => {
  checkNode();
  await alone(async () => {
    await installPackages();
    await prepareCode();
  });
};
