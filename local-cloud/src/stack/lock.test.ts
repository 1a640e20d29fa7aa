import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { lockHolder } from '../../../scripts/lib/lock.mjs';
import { lockState, StackRunsError } from './lock.js';

const lockModule = fileURLToPath(new URL('../../../scripts/lib/lock.mjs', import.meta.url));

let dir: string;
let file: string;
const children: ChildProcess[] = [];
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'maru-lock-'));
  file = join(dir, 'stack.json');
});
afterEach(() => {
  children.splice(0).forEach((child) => child.kill('SIGKILL'));
  rmSync(dir, { recursive: true, force: true });
});

/** Another process that tries to take the lock, prints the outcome, and keeps running. */
const otherStart = async () => {
  const source = `const { takeLock } = await import(${JSON.stringify(lockModule)});
    console.log(takeLock(${JSON.stringify(file)}) ? 'refused' : 'taken'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const [word] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, word: word.toString().trim() };
};

describe('the lock of a state folder', () => {
  it("is refused with the holder's address while another process has it, and is free once that process is killed", async () => {
    const { child } = await otherStart();
    const lock = JSON.parse(readFileSync(file, 'utf8')) as object;
    writeFileSync(file, JSON.stringify({ ...lock, url: 'http://localhost:8080' }));
    expect(() => lockState(dir)).toThrow(new StackRunsError('http://localhost:8080'));
    child.kill('SIGKILL');
    await once(child, 'exit');
    const unlock = lockState(dir);
    unlock.setUrl('http://localhost:1');
    expect(lockHolder(file)).toMatchObject({ pid: process.pid, url: 'http://localhost:1' });
    unlock();
    expect(readdirSync(dir)).toEqual([]);
  });

  it.each([
    ['whose number another process has now', { pid: process.ppid, start: 'an earlier one' }],
    ['of an earlier version whose number another process has now', { pid: process.ppid, url: 'http://a' }],
    ['of a process that is gone', { pid: 2 ** 22 + 1, start: 'x' }],
    ['that is empty', ''],
    ['that was cut', '{"pid":'],
    ['that holds something else', '[1]'],
    ['with a senseless number', { pid: -1 }],
    ['with a number that is a text', { pid: '1' }],
  ])('left behind %s is taken over', (_title, content) => {
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
    const unlock = lockState(dir);
    expect(lockHolder(file)?.pid).toBe(process.pid);
    unlock();
    expect(existsSync(file)).toBe(false);
  });

  it('goes to exactly one of several concurrent starts, even over a stale file', async () => {
    writeFileSync(file, '');
    const starts = await Promise.all(Array.from({ length: 4 }, otherStart));
    expect(starts.map(({ word }) => word).sort()).toEqual(['refused', 'refused', 'refused', 'taken']);
  });

  it("isn't released by a process that has lost it", () => {
    const unlock = lockState(dir);
    writeFileSync(file, JSON.stringify({ pid: process.ppid, start: 'x' }));
    unlock();
    expect(existsSync(file)).toBe(true);
  });
});
