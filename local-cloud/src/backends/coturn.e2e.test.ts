import { execFile } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePorts } from '../stack/ports.js';
import { shellForParts } from '../stack/shell.js';
import type * as SupervisorModule from '../supervisor/supervisor.js';
import { coturn } from './coturn.js';
import { findBinary, hasBinary } from './native.js';

const compiled = fileURLToPath(new URL('../../dist/supervisor/supervisor.js', import.meta.url));
const { Supervisor } = (await import(compiled)) as typeof SupervisorModule;

const secret = 'a-turn-secret-of-this-test-0123456789';
const ports: number[] = [];
let dir: string;
const supervisor = new Supervisor({ env: shellForParts(), onLine: () => undefined });

const signed = (username: string, key = secret) => ({
  username,
  credential: createHmac('sha1', key).update(username).digest('base64'),
});
const inSeconds = (seconds: number) => `${Math.floor(Date.now() / 1000) + seconds}:person`;

/** Sends two messages to itself through a relay of the server; returns the program's last words. */
const relay = async ({ username, credential }: ReturnType<typeof signed>, port = ports[0] ?? 0) => {
  const args = ['-y', '-n', '2', '-m', '1', '-u', username, '-w', credential, '-p', `${port}`, '127.0.0.1'];
  const { stdout } = await promisify(execFile)(findBinary('turnutils_uclient'), args).catch(
    (error: { stdout: string }) => error,
  );
  return stdout;
};

const describeIfInstalled = hasBinary('turnserver') ? describe : describe.skip;

describeIfInstalled('coturn', () => {
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'maru-coturn-'));
    ports.push(...(await freePorts(2)));
    const start = async (port: number, index: number) => {
      const stateDir = join(dir, String(index));
      await supervisor.start({ ...coturn({ stateDir, port, secret }), name: `coturn-${index}` });
    };
    await Promise.all(ports.map(start));
  }, 30_000);
  afterAll(async () => {
    await supervisor.stop();
    await rm(dir, { recursive: true, force: true });
  }, 30_000);

  it('relays for a signed credential', async () => {
    expect(await relay(signed(inSeconds(60)))).toMatch(/Total lost packets 0 /);
  }, 20_000);

  it('refuses credentials that are expired, signed with another secret, or changed', async () => {
    const wrong = [
      signed(inSeconds(-10)),
      signed(inSeconds(60), 'another-secret-0123456789-0123456789'),
      { ...signed(inSeconds(60)), username: `${inSeconds(60)}-else` },
    ];
    const answers = await Promise.all(wrong.map((credential) => relay(credential)));
    for (const words of answers) expect(words).toMatch(/Cannot complete Allocation/);
  }, 20_000);

  it('relays beside another stack that shares its relay ports', async () => {
    const both = await Promise.all(ports.map((port) => relay(signed(inSeconds(60)), port)));
    for (const words of both) expect(words).toMatch(/Total lost packets 0 /);
  }, 20_000);

  it('keeps the secret in a file that only its owner reads', async () => {
    expect((await stat(join(dir, '0/coturn.conf'))).mode & 0o077).toBe(0);
    const [part] = supervisor.statuses();
    const { stdout } = await promisify(execFile)('ps', ['-o', 'args=', '-p', String(part?.pid)]);
    expect(stdout).toContain('coturn.conf');
    expect(stdout).not.toContain(secret);
  });
});
