import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import mysql from 'mysql2/promise';
import { freePorts } from '../stack/ports.js';
import { shellForParts } from '../stack/shell.js';
import type * as SupervisorModule from '../supervisor/supervisor.js';
import { mariaDb, mariaDbUrl } from './mariadb.js';

const compiled = fileURLToPath(new URL('../../dist/supervisor/supervisor.js', import.meta.url));
const { Supervisor } = (await import(compiled)) as typeof SupervisorModule;

let dir: string;
let url: string;
const supervisor = new Supervisor({ env: shellForParts(), onLine: () => undefined });
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'maru-mariadb-'));
  const [port = 0] = await freePorts(1);
  url = mariaDbUrl(port);
  await supervisor.start(await mariaDb({ dataDir: join(dir, 'mysql'), port }));
}, 60_000);
afterAll(async () => {
  await supervisor.stop();
  await rm(dir, { recursive: true, force: true });
}, 30_000);

const writers = 4;
const insert = 'INSERT INTO crash.rows (writer, n) VALUES (?, ?)';

/** Writes until the connection breaks; returns the number of acknowledged rows. */
const write = async (writer: number, onRow: () => void): Promise<number> => {
  const connection = await mysql.createConnection(url);
  connection.on('error', () => undefined);
  for (let n = 0; ; n += 1) {
    try {
      await connection.query(insert, [writer, n]);
      onRow();
    } catch {
      return n;
    }
  }
};

it('a killed database keeps every acknowledged row', async () => {
  const setUp = await mysql.createConnection(url);
  await setUp.query('CREATE DATABASE crash');
  await setUp.query('CREATE TABLE crash.rows (writer INT, n INT, PRIMARY KEY (writer, n)) ENGINE=InnoDB');
  await setUp.end();

  let rows = 0;
  const status = () => supervisor.statuses()[0];
  const killAt = 400;
  const acknowledged = await Promise.all(
    Array.from({ length: writers }, (_, writer) =>
      write(writer, () => {
        rows += 1;
        if (rows === killAt) process.kill(status()?.pid ?? 0, 'SIGKILL');
      }),
    ),
  );

  while (status()?.state !== 'ready' || status()?.restarts !== 1)
    await new Promise((resolve) => setTimeout(resolve, 50));
  const after = await mysql.createConnection(url);
  const [found] = await after.query<mysql.RowDataPacket[]>(
    'SELECT writer, COUNT(*) AS total FROM crash.rows GROUP BY writer ORDER BY writer',
  );
  await after.end();
  // A row whose acknowledgement was lost may exist in addition.
  const missing = acknowledged.map((count, writer) => Math.max(0, count - Number(found[writer]?.total ?? 0)));
  expect(missing).toEqual(Array.from({ length: writers }, () => 0));
  expect(rows).toBeGreaterThanOrEqual(killAt);
}, 60_000);
