import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { waitUntil } from './health.js';
import type { PartSpec } from './part.js';
import type * as SupervisorModule from './supervisor.js';

// The supervisor starts its guard as a separate program, so the compiled version is tested.
const compiled = fileURLToPath(new URL('../../dist/supervisor/supervisor.js', import.meta.url));
const { Supervisor } = (await import(compiled)) as typeof SupervisorModule;

let dir: string;
let supervisor: InstanceType<typeof Supervisor>;
let lines: string[];
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'maru-supervisor-'));
  lines = [];
  supervisor = new Supervisor({
    env: {},
    onLine: (part, line) => void lines.push(`${part}: ${line}`),
    watch: { everyMs: 20, timeoutMs: 200 },
    healthyAfterMs: 300,
    stopGraceMs: 500,
  });
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

const until = async (isSo: () => boolean | Promise<boolean>) =>
  expect(await waitUntil(async () => isSo(), { timeoutMs: 15_000 })).toBe(true);

const part = (name: string, script: string, isReady: PartSpec['isReady'] = async () => true): PartSpec => ({
  name,
  command: process.execPath,
  args: ['-e', script],
  isReady,
});

const forever = 'setInterval(() => {}, 1000)';
const statusOf = (name: string) => supervisor.statuses().find((status) => status.name === name);

describe('the supervisor', () => {
  it('forwards the output of parts and reports their state', async () => {
    await supervisor.start(part('talker', `console.log('hello'); console.error('oops'); ${forever}`));
    await until(() => lines.length === 2);
    expect(lines.toSorted()).toEqual(['talker: hello', 'talker: oops']);
    expect(statusOf('talker')).toMatchObject({ state: 'ready', restarts: 0 });
  });

  it('restarts a part that dies, and reports why it died', async () => {
    await supervisor.start(part('mortal', forever));
    const first = statusOf('mortal')?.pid ?? 0;
    process.kill(first, 'SIGKILL');
    await until(() => statusOf('mortal')?.state === 'ready' && statusOf('mortal')?.restarts === 1);
    expect(statusOf('mortal')).toMatchObject({ lastExit: 'ended by SIGKILL' });
    expect(statusOf('mortal')?.pid).not.toBe(first);
  });

  it('restarts a hanging part as soon as it has missed three checks', async () => {
    const beat = join(dir, 'beat');
    const script = `setInterval(() => require('fs').writeFileSync(${JSON.stringify(beat)}, String(Date.now())), 10)`;
    const isBeating = async () => Date.now() - Number(await readFile(beat, 'utf8').catch(() => '0')) < 150;
    await supervisor.start(part('sleeper', script, isBeating));
    const first = statusOf('sleeper')?.pid ?? 0;
    process.kill(first, 'SIGSTOP');
    await until(() => statusOf('sleeper')?.state === 'ready' && statusOf('sleeper')?.restarts === 1);
    expect(statusOf('sleeper')).toMatchObject({ lastExit: 'did not answer three times' });
    expect(isAlive(first)).toBe(false);
  });

  it('checks that a running part is alive, not that its dependencies are', async () => {
    let isThere = true;
    let asked = 0;
    const isAlive = async () => (asked += 1) > 0;
    await supervisor.start({ ...part('dependent', forever, async () => isThere), isAlive });
    isThere = false;
    await until(() => asked > 5);
    expect(statusOf('dependent')).toMatchObject({ state: 'ready', restarts: 0 });
  });

  it("forgets the crashes of a part that became healthy: the next restart isn't delayed further", async () => {
    await supervisor.start(part('mortal', forever));
    const crash = async () => {
      const { pid = 0, restarts = 0 } = statusOf('mortal') ?? {};
      process.kill(pid, 'SIGKILL');
      const endedAt = performance.now();
      await until(() => statusOf('mortal')?.restarts === restarts + 1);
      await until(() => statusOf('mortal')?.state === 'ready');
      return performance.now() - endedAt;
    };
    for (let round = 0; round < 3; round += 1) await crash();
    await expect(crash()).resolves.toBeGreaterThan(700);
    const readyAt = performance.now();
    await until(() => performance.now() - readyAt > 350);
    await expect(crash()).resolves.toBeLessThan(600);
  });

  it("reports a missing program at once, and shows the last output of one that doesn't start", async () => {
    const missing = {
      ...part('missing', ''),
      command: join(dir, 'no-such-program'),
      isReady: async () => false,
    };
    await expect(supervisor.start(missing)).rejects.toThrow(/missing did not get ready.*ENOENT/s);
    const talker = part('talker', "console.error('disk is full'); process.exit(1)", async () => false);
    await expect(supervisor.start(talker)).rejects.toThrow(/exit code 1\)\ndisk is full/);
  });

  it('gives parts their own variables and the configured ones, nothing else of the shell', async () => {
    process.env.MARU_TEST_SHELL = 'x';
    const script = `console.log(JSON.stringify(process.env)); ${forever}`;
    await supervisor.start({ ...part('shell', script), env: { OWN: '1' } });
    await until(() => lines.length > 0);
    delete process.env.MARU_TEST_SHELL;
    expect(lines[0]).toContain('"OWN":"1"');
    expect(lines[0]).not.toContain('MARU_TEST_SHELL');
  });

  it('gives up on a part that never starts, with the reason', async () => {
    await expect(supervisor.start(part('broken', 'process.exit(3)', async () => false))).rejects.toThrow(
      'broken did not get ready (exit code 3)',
    );
    expect(statusOf('broken')?.state).toBe('failed');
  });

  it('shows the last output of a failing task', async () => {
    const task = {
      name: 'task',
      command: process.execPath,
      args: ['-e', "console.log('bad table'); process.exit(2)"],
    };
    await expect(supervisor.run(task)).rejects.toThrow(/task failed \(2\)\nbad table/);
  });

  it('stops a part with all its children, even one that ignores signals', async () => {
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

  it('leaves no process behind when it is killed itself', async () => {
    const pidFile = join(dir, 'part.pid');
    const script = join(dir, 'run.mjs');
    const source = `
      import { Supervisor } from ${JSON.stringify(compiled)};
      const supervisor = new Supervisor({ env: {}, onLine: () => {} });
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
