import { createServer } from 'node:net';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { lockState, StackRunsError } from './lock.js';
import { choosePorts, freePorts } from './ports.js';
import { readSecrets, readSettings } from './settings.js';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'maru-stack-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe('settings', () => {
  const read = (file: string, shell: Record<string, string>) => {
    const path = join(dir, '.env');
    writeFileSync(path, file);
    return readSettings(shell, path);
  };

  it('come from .env, else from the shell', () => {
    const { settings } = read('SMTP_URL=smtp://a\n', { REDIS_URL: 'redis://b' });
    expect(settings).toEqual({ SMTP_URL: 'smtp://a', REDIS_URL: 'redis://b' });
  });

  it('name what the shell and .env disagree about; .env wins', () => {
    const { settings, conflicts } = read('SMTP_URL=smtp://file\n', { SMTP_URL: 'smtp://shell' });
    expect(settings.SMTP_URL).toBe('smtp://file');
    expect(conflicts).toEqual(['SMTP_URL']);
  });

  it('leave AWS variables of the shell alone, which belong to other work', () => {
    const { settings } = read('', { AWS_ACCESS_KEY_ID: 'terraform', AWS_REGION: 'us-east-1' });
    expect(settings).toEqual({});
  });

  it('are empty without a file', () => {
    expect(readSettings({}, join(dir, 'none')).settings).toEqual({});
  });
});

describe('secrets', () => {
  it('are made once, and readable by their owner only', () => {
    const first = readSecrets(dir);
    expect(readSecrets(dir)).toEqual(first);
    expect(first.internalToken).toMatch(/^[0-9a-f]{64}$/);
    expect(statSync(join(dir, 'secrets.json')).mode & 0o077).toBe(0);
  });
});

describe('ports', () => {
  it('are distinct', async () => {
    const ports = Object.values(await choosePorts('free'));
    expect(new Set(ports).size).toBe(ports.length);
    expect(new Set(await freePorts(4)).size).toBe(4);
  });

  it('step aside when a usual one is taken', async () => {
    const { proxy } = await choosePorts('usual');
    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(proxy, resolve));
    expect((await choosePorts('usual')).proxy).not.toBe(proxy);
    await new Promise((resolve) => squatter.close(resolve));
  });
});

describe('the lock of a state folder', () => {
  it('is refused while another process has it, with its address', () => {
    writeFileSync(
      join(dir, 'stack.json'),
      JSON.stringify({ pid: process.ppid, url: 'http://localhost:8080' }),
    );
    expect(() => lockState(dir)).toThrow(new StackRunsError('http://localhost:8080'));
  });

  it('is taken over from a process that is gone, and given back', () => {
    writeFileSync(join(dir, 'stack.json'), JSON.stringify({ pid: 2 ** 22 + 1 }));
    const unlock = lockState(dir);
    unlock.setUrl('http://localhost:1');
    expect(JSON.parse(readFileSync(join(dir, 'stack.json'), 'utf8'))).toMatchObject({ pid: process.pid });
    unlock();
    expect(() => readFileSync(join(dir, 'stack.json'))).toThrow();
  });
});
