import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import mysql from 'mysql2/promise';
import { answersTcp } from '../supervisor/health.js';
import { shellForParts } from '../stack/shell.js';
import type { PartSpec } from '../supervisor/part.js';
import { findBinary, nativeEnv, nativeRoot } from './native.js';

interface MariaDbOptions {
  dataDir: string;
  port: number;
  /** For the data of one test run: a crash may lose some of it. */
  isThrowaway?: boolean;
}

/** File layout options must not change after the data folder is created. */
const storageOptions = [
  '--innodb-flush-method=nosync',
  '--innodb-log-file-size=10M',
  '--aria-log-file-size=8M',
];

/**
 * Durability across kill -9: each commit reaches the kernel before it is acknowledged, and a torn page is repaired from its
 * second copy. Only a crash of the whole machine can lose the last moments; an fsync per commit would more than halve the writes
 * per second.
 */
const durabilityOptions = (isThrowaway: boolean) =>
  isThrowaway
    ? ['--innodb-flush-log-at-trx-commit=0', '--innodb-doublewrite=0']
    : ['--innodb-flush-log-at-trx-commit=2', '--innodb-doublewrite=1'];

/** Parts of the share folder whose paths a relocated server (unpacked without root) must be given. */
const shareDir = () => join(nativeRoot() ?? '/', 'usr/share/mysql');

const commonOptions = (dataDir: string) => [
  '--no-defaults',
  ...(process.getuid?.() === 0 ? ['--user=root'] : []),
  `--datadir=${dataDir}`,
  `--lc-messages-dir=${shareDir()}`,
  `--character-sets-dir=${join(shareDir(), 'charsets')}`,
  ...storageOptions,
];

/**
 * Creates the system tables. `mariadb-install-db` isn't used: it belongs to another package, checks the host's name, and creates
 * a folder five times as large.
 */
const bootstrap = async (dataDir: string): Promise<void> => {
  const fresh = `${dataDir}.new`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true });
  const child = spawn(findBinary('mariadbd'), [...commonOptions(fresh), '--bootstrap', '--log-warnings=0'], {
    env: { ...shellForParts(), ...nativeEnv() },
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const ended = once(child, 'close');
  // The bootstrap parser understands one statement per line only.
  child.stdin.write('create database if not exists mysql;\nuse mysql;\nSET @auth_root_socket=NULL;\n');
  for (const file of ['mysql_system_tables.sql', 'mysql_system_tables_data.sql']) {
    await pipeline(createReadStream(join(shareDir(), file)), child.stdin, { end: false });
  }
  child.stdin.end();
  const [code] = await ended;
  if (code !== 0) throw new Error(`MariaDB could not make its tables (${code})\n${errors.slice(-2_000)}`);
  // The folder appears whole or not at all: an interrupted start begins anew.
  await rename(fresh, dataDir);
};

/** A private MariaDB on loopback, never the system's service; creates its data folder if missing. */
export const mariaDb = async ({ dataDir, port, isThrowaway = false }: MariaDbOptions): Promise<PartSpec> => {
  if (!existsSync(dataDir)) await bootstrap(dataDir);
  return {
    name: 'mysql',
    command: findBinary('mariadbd'),
    args: [
      ...commonOptions(dataDir),
      '--bind-address=127.0.0.1',
      `--port=${port}`,
      // A socket path may have 107 bytes at most, and data folders can be deeper.
      `--socket=/tmp/maru-mysql-${port}.sock`,
      `--pid-file=${dataDir}.pid`,
      '--skip-name-resolve',
      '--skip-log-bin',
      ...durabilityOptions(isThrowaway),
      '--innodb-buffer-pool-size=64M',
      '--performance-schema=OFF',
      '--character-set-server=utf8mb4',
      '--collation-server=utf8mb4_unicode_ci',
      '--max-connections=300',
      '--log-warnings=0',
    ],
    env: nativeEnv(),
    isReady: () => answersTcp(port),
    readyTimeoutMs: 20_000,
  };
};

/** The server's address without a database. The superuser has no password, so it listens on loopback only. */
export const mariaDbUrl = (port: number, database = ''): string =>
  `mysql://root@127.0.0.1:${port}/${database}`;

export const createDatabases = async (url: string, names: readonly string[]): Promise<void> => {
  const connection = await mysql.createConnection(url);
  for (const name of names) {
    await connection.query(
      `CREATE DATABASE IF NOT EXISTS \`${name}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`,
    );
  }
  await connection.end();
};
