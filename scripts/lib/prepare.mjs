import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, step } from './console.mjs';
import { installNativePackages } from './native-packages.mjs';
import { root, run } from './process.mjs';

const checkNode = () => {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const isSupported = (major === 20 && minor >= 19) || (major > 20 && major < 25);
  if (!isSupported) fail(`Maru needs Node 20.19 to 24; this is ${process.version}.`);
};

/** Dependencies are installed when the lock file is another one than the last time. */
const installPackages = async () => {
  const stamp = join(root, 'node_modules/.maru-lock');
  const hash = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const isCurrent = existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;
  if (isCurrent) return;
  await step('npm packages', async () => {
    await run('npm', ['ci', '--loglevel=error', '--no-progress']);
    writeFileSync(stamp, hash);
  });
};

/** Everything that has to be there before anything of ours runs; fast when it is. */
export const prepare = async ({ withBrowser = false } = {}) => {
  checkNode();
  await installPackages();
  await installNativePackages({ withBrowser });
  await step('prisma clients', () => run('npm', ['run', '-s', 'generate']));
  await step('compile', () => run(join(root, 'node_modules/.bin/tsc'), ['-b']));
};
