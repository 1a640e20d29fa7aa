import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { PartSpec } from './part.js';
import type * as SupervisorModule from './supervisor.js';

// The supervisor starts its guard as a program of its own, so the compiled one is what is tested.
const compiled = fileURLToPath(new URL('../../dist/supervisor/supervisor.js', import.meta.url));
const { Supervisor } = (await import(compiled)) as typeof SupervisorModule;

let dir: string;
let supervisor: InstanceType<typeof Supervisor>;
let lines: string[];
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'maru-supervisor-'));
  lines = [];
  supervisor = new Supervisor({ onLine: (part, line) => void lines.push(`${part}: ${line}`) });
});
afterEach(async () => {
  await supervisor.stop();
  await rm(dir, { recursive: true, force: true });
});

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

const until = async (isSo: () => boolean | Promise<boolean>, timeoutMs = 15_000) => {
  const end = Date.now() + timeoutMs;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error('it did not happen');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

const part = (name: string, script: string, isReady: PartSpec['isReady'] = async () => true): PartSpec => ({
  name,
  command: process.execPath,
  args: ['-e', script],
  isReady,
});

const forever = 'setInterval(() => {}, 1000)';
const statusOf = (name: string) => supervisor.statuses().find((status) => status.name === name);

describe('the supervisor', () => {
  it('hands on what parts print and tells how they are', async () => {
    await supervisor.start(part('talker', `console.log('hello'); console.error('oops'); ${forever}`));
    await until(() => lines.length === 2);
    expect(lines.toSorted()).toEqual(['talker: hello', 'talker: oops']);
    expect(statusOf('talker')).toMatchObject({ state: 'ready', restarts: 0 });
  });

  it('starts a part again that dies, and says why it died', async () => {
    await supervisor.start(part('mortal', forever));
    const first = statusOf('mortal')?.pid ?? 0;
    process.kill(first, 'SIGKILL');
    await until(() => statusOf('mortal')?.state === 'ready' && statusOf('mortal')?.restarts === 1);
    expect(statusOf('mortal')).toMatchObject({ lastExit: 'ended by SIGKILL' });
    expect(statusOf('mortal')?.pid).not.toBe(first);
  });

  it('gives up on a part that never starts, with the reason', async () => {
    await expect(supervisor.start(part('broken', 'process.exit(3)', async () => false))).rejects.toThrow(
      'broken did not get ready (exit code 3)',
    );
    expect(statusOf('broken')?.state).toBe('failed');
  });

  it('shows the last words of a task that fails', async () => {
    const task = {
      name: 'task',
      command: process.execPath,
      args: ['-e', "console.log('bad table'); process.exit(2)"],
    };
    await expect(supervisor.run(task)).rejects.toThrow(/task failed \(2\)\nbad table/);
  });

  it('stops a part with everything that it has started, also one that will not listen', async () => {
    const pidFile = join(dir, 'child.pid');
    const child = `process.on('SIGTERM', () => {}); require('fs').writeFileSync(${JSON.stringify(pidFile)}, String(process.pid)); ${forever}`;
    const parent = `process.on('SIGTERM', () => {}); require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(child)}]); ${forever}`;
    await supervisor.start(part('stubborn', parent));
    let childPid = 0;
    await until(async () => {
      childPid = Number(await readFile(pidFile, 'utf8').catch(() => '0'));
      return childPid > 0;
    });
    await supervisor.stop();
    await until(() => !isAlive(childPid));
    expect(isAlive(statusOf('stubborn')?.pid ?? 0)).toBe(false);
  }, 30_000);

  it('leaves nothing behind when it is killed itself', async () => {
    const pidFile = join(dir, 'part.pid');
    const script = join(dir, 'run.mjs');
    const source = `
      import { Supervisor } from ${JSON.stringify(compiled)};
      const supervisor = new Supervisor({ onLine: () => {} });
      await supervisor.start({ name: 'part', command: process.execPath, args: ['-e', ${JSON.stringify(
        `require('fs').writeFileSync(${JSON.stringify(pidFile)}, String(process.pid)); ${forever}`,
      )}], isReady: async () => true });
      console.log('ready');
      setInterval(() => {}, 1000);`;
    await writeFile(script, source);
    const holder = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(holder.stdout, 'data');
    await until(async () => Boolean(await readFile(pidFile, 'utf8').catch(() => '')));
    const pid = Number(await readFile(pidFile, 'utf8'));
    expect(isAlive(pid)).toBe(true);
    holder.kill('SIGKILL');
    await until(() => !isAlive(pid));
  }, 30_000);
});
