import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fail, warn } from './console.mjs';
import { capture, hasProgram, root, run, succeeds } from './process.mjs';

/** Programs that don't come from npm, and the Debian packages that provide them. */
const databases = [
  { program: 'mariadbd', packages: ['mariadb-server-core'] },
  { program: 'redis-server', packages: ['redis-server'] },
];
/** The product runs without it: calls then have no relay. */
const relay = [{ program: 'turnserver', packages: ['coturn'] }];
const headless = 'chromium-headless-shell';
const browser = [
  // The headless shell runs the browser stories in two thirds of the time; systems without it have the full browser.
  { program: headless, otherwise: 'chromium', packages: [headless] },
  { program: '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc', packages: ['fonts-noto-cjk'] },
  { program: '/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf', packages: ['fonts-noto-color-emoji'] },
];

/** Libraries that the programs need on machines where nothing can be installed. */
const libraries = [
  'libaio1',
  'liburing2',
  'libnuma1',
  'libssl3',
  'redis-tools',
  'libjemalloc2',
  'liblzf1',
  'libatomic1',
];

const unpackedRoot = join(root, '.local/native/root');
const isThere = ({ program, otherwise }) =>
  (otherwise && hasProgram(otherwise)) ||
  (program.startsWith('/')
    ? existsSync(program)
    : hasProgram(program) ||
      existsSync(join(unpackedRoot, 'usr/sbin', program)) ||
      existsSync(join(unpackedRoot, 'usr/bin', program)));

const superuser = () => {
  if (process.getuid?.() === 0) return [];
  return succeeds('sudo', ['-n', 'true']) ? ['sudo', '-n'] : undefined;
};

/** While this file exists, packages don't start the services that they install. */
const policyFile = '/usr/sbin/policy-rc.d';
const writePolicy = `printf '#!/bin/sh\\nexit 101\\n' > ${policyFile} && chmod 755 ${policyFile}`;

/** A machine without network learns of it soon. */
const patience = ['-o', 'Acquire::Retries=1', '-o', 'Acquire::http::Timeout=15'];

const aptInstall = async (packages, prefix) => {
  const words = (command, args) => {
    const [first, ...rest] = [...prefix, command, ...args];
    return [first, rest];
  };
  const as = (command, args) => run(...words(command, args));
  const guards = !existsSync(policyFile);
  const removePolicy = () => succeeds(...words('rm', ['-f', policyFile]));
  if (guards) {
    process.once('exit', removePolicy);
    await as('sh', ['-c', writePolicy]);
  }
  try {
    await as('apt-get', ['update', '-qq', ...patience]);
    const known = packages.map((name) =>
      name === headless && !succeeds('apt-cache', ['show', headless]) ? 'chromium' : name,
    );
    const install = ['install', '-y', '-qq', '--no-install-recommends', ...patience, ...known];
    await as('env', ['DEBIAN_FRONTEND=noninteractive', 'apt-get', ...install]);
  } finally {
    if (guards) {
      process.removeListener('exit', removePolicy);
      removePolicy();
    }
  }
};

/** Downloads packages and unpacks them into `.local/native`, which needs no privileges. */
const unpack = async (packages) => {
  const debs = mkdtempSync(join(tmpdir(), 'maru-debs-'));
  await run('apt-get', ['download', '-qq', ...packages, ...libraries], { cwd: debs });
  const fresh = `${unpackedRoot}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  for (const deb of readdirSync(debs)) await run('dpkg-deb', ['-x', join(debs, deb), fresh]);
  rmSync(unpackedRoot, { recursive: true, force: true });
  renameSync(fresh, unpackedRoot);
  rmSync(debs, { recursive: true, force: true });
};

const byHand = (packages) => `sudo apt-get install --no-install-recommends ${packages.join(' ')}`;
const packagesOf = (needs) => needs.flatMap((each) => each.packages);

const installRequired = async (missing) => {
  const packages = packagesOf(missing);
  if (!hasProgram('apt-get')) {
    fail(
      `Missing: ${packages.join(', ')}. Install MariaDB 10.11+ and Redis 7+ so that mariadbd and redis-server are on the PATH, or point USER_DATABASE_URL, CHAT_DATABASE_URL and REDIS_URL in .env at servers of yours (docker compose up -d starts some).`,
    );
  }
  const prefix = superuser();
  if (prefix) return aptInstall(packages, prefix);
  const canUnpack =
    missing.every((each) => databases.includes(each)) && (await capture('apt-get', ['--version'])).code === 0;
  if (!canUnpack) fail(`Please run: ${byHand(packages)}`);
  await unpack(packages).catch(() => fail(`Please run: ${byHand(packages)}`));
};

const installRelay = async () => {
  const packages = packagesOf(relay);
  const prefix = hasProgram('apt-get') ? superuser() : undefined;
  const hasInstalled =
    prefix &&
    (await aptInstall(packages, prefix).then(
      () => true,
      () => false,
    ));
  if (!hasInstalled) warn(`Calls have no relay without coturn. To install it: ${byHand(packages)}`);
};

/**
 * Installs missing packages: with apt as root or with sudo, otherwise unpacked without privileges (databases only), otherwise prints
 * the command to run. A relay that can't be installed stops nothing. `withBrowser`: for tests.
 */
export const installNativePackages = async ({ withBrowser }) => {
  const missing = [...databases, ...(withBrowser ? browser : [])].filter((each) => !isThere(each));
  if (missing.length > 0) await installRequired(missing);
  if (!relay.every(isThere)) await installRelay();
};
