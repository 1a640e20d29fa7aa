import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from '@jest/globals';
import { waitUntil } from '../supervisor/health.js';

const repo = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');
const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

const until = async (isSo: () => boolean, what: () => string) => {
  const isInTime = await waitUntil(async () => isSo(), { timeoutMs: 25_000 });
  if (!isInTime) throw new Error(`not in time: ${what()}`);
};

/** Runs one part under the real supervisor and prints its process id, as the real program finally does. */
const fakeMain = `
  import { Supervisor } from ${JSON.stringify(pathToFileURL(join(repo, 'local-cloud/dist/supervisor/supervisor.js')).href)};
  const supervisor = new Supervisor({ env: {}, onLine: () => {} });
  const args = ['-e', 'setInterval(() => {}, 1000)'];
  await supervisor.start({ name: 'part', command: process.execPath, args, isReady: async () => true });
  process.on('SIGTERM', () => void supervisor.stop().then(() => process.exit(0)));
  console.log('PIDS ' + JSON.stringify([process.pid, supervisor.statuses()[0].pid, process.ppid]));`;

/** A repository whose start has nothing to install or compile. */
const prepareRepository = (parent: string, name: string): string => {
  const dir = join(parent, name);
  mkdirSync(join(dir, 'node_modules/.bin'), { recursive: true });
  mkdirSync(join(dir, 'local-cloud/dist'), { recursive: true });
  cpSync(join(repo, 'scripts'), join(dir, 'scripts'), { recursive: true });
  const { scripts } = JSON.parse(readFileSync(join(repo, 'package.json'), 'utf8')) as { scripts: object };
  const manifest = {
    name: 'maru',
    version: '1.0.0',
    type: 'module',
    scripts: { ...scripts, generate: 'true' },
  };
  writeFileSync(join(dir, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(dir, 'package-lock.json'), '{}');
  writeFileSync(join(dir, 'node_modules/.maru-lock'), createHash('sha256').update('{}').digest('hex'));
  writeFileSync(join(dir, 'node_modules/.bin/tsc'), '#!/bin/sh\nexit 0\n');
  chmodSync(join(dir, 'node_modules/.bin/tsc'), 0o755);
  writeFileSync(join(dir, 'local-cloud/dist/main.js'), fakeMain);
  return dir;
};

// Concurrent tests begin before a hook would run.
const parent = mkdtempSync(join(tmpdir(), 'maru-start-'));
const started: ChildProcess[] = [];
afterAll(() => {
  for (const { pid } of started) {
    try {
      if (pid) process.kill(-pid, 'SIGKILL');
    } catch {
      // It has already ended.
    }
  }
  rmSync(parent, { recursive: true, force: true });
});

/** `npm start` in its own process group, as an interactive shell starts it. */
const npmStart = async (dir: string) => {
  const npm = spawn('npm', ['start'], { cwd: dir, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  started.push(npm);
  let output = '';
  for (const stream of [npm.stdout, npm.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  await until(
    () => /^PIDS .*\]$/m.test(output),
    () => output,
  );
  const pids = JSON.parse(/^PIDS (.*)$/m.exec(output)?.[1] ?? '[]') as [number, number, number];
  const [main, part, script] = pids;
  return { npm: npm.pid ?? 0, main, part, script };
};

describe('npm start', () => {
  it.concurrent.each([
    ['SIGTERM', 'npm'],
    ['SIGINT', 'npm'],
    ['SIGHUP', 'npm'],
    ['SIGKILL', 'npm'],
    ['SIGTERM', 'the script'],
    ['SIGINT', 'the script'],
    ['SIGHUP', 'the script'],
    ['SIGKILL', 'the script'],
    ['SIGTERM', 'the group'],
    ['SIGINT', 'the group'],
    ['SIGHUP', 'the group'],
  ] as const)(
    'leaves no process behind after %s to %s',
    async (signal, target) => {
      const { npm, script, main, part } = await npmStart(prepareRepository(parent, `${signal} ${target}`));
      process.kill({ npm, 'the script': script, 'the group': -npm }[target], signal);
      await until(
        () => ![npm, script, main, part].some(isAlive),
        () => JSON.stringify({ npm, script, main, part }),
      );
    },
    60_000,
  );

  it.concurrent.each(['a#b', 'a%20b', '공백 있는 폴더', 'what?', `it's "quoted"`, 'a&b;c$d'])(
    'runs in a folder named %s',
    async (name) => {
      const { script, part } = await npmStart(prepareRepository(parent, name));
      process.kill(script, 'SIGTERM');
      await until(
        () => !isAlive(part),
        () => name,
      );
    },
    60_000,
  );

  it("stops preparing when it is interrupted, and doesn't continue", async () => {
    const dir = prepareRepository(parent, 'preparing');
    const mark = join(dir, 'compiling');
    writeFileSync(join(dir, 'node_modules/.bin/tsc'), `#!/bin/sh\necho $$ > "${mark}"\nsleep 1000\n`);
    const script = spawn(process.execPath, ['scripts/start.mjs'], {
      cwd: dir,
      stdio: 'ignore',
      detached: true,
    });
    started.push(script);
    await until(
      () => existsSync(mark) && readFileSync(mark, 'utf8') !== '',
      () => mark,
    );
    const compiler = Number(readFileSync(mark, 'utf8'));
    script.kill('SIGINT');
    const [code] = (await once(script, 'exit')) as [number];
    expect(code).toBe(130);
    expect(isAlive(compiler)).toBe(false);
  }, 60_000);

  it('installs all dependencies, whatever the shell and npm are told to omit', async () => {
    const dir = prepareRepository(parent, 'fresh');
    rmSync(join(dir, 'node_modules/.maru-lock'));
    const bin = join(dir, 'bin');
    mkdirSync(bin);
    const record = `#!/bin/sh\n[ "$1" = ci ] && echo "NODE_ENV=$NODE_ENV $*" > "${dir}/ci"\nexit 0\n`;
    writeFileSync(join(bin, 'npm'), record, { mode: 0o755 });
    const shell = { PATH: `${bin}:${process.env.PATH}`, NODE_ENV: 'production', npm_config_omit: 'dev' };
    const script = spawn(process.execPath, ['scripts/start.mjs'], {
      cwd: dir,
      stdio: 'ignore',
      detached: true,
      env: { ...process.env, ...shell },
    });
    started.push(script);
    await until(
      () => existsSync(join(dir, 'ci')) && readFileSync(join(dir, 'ci'), 'utf8') !== '',
      () => 'npm ci',
    );
    expect(readFileSync(join(dir, 'ci'), 'utf8')).toMatch(/^NODE_ENV= ci .*--include=dev/);
    script.kill('SIGTERM');
    await once(script, 'exit');
  }, 60_000);

  it('reports at once that the limit of open files is too low', async () => {
    const dir = prepareRepository(parent, 'few files');
    const command = `ulimit -n 256 && exec "${process.execPath}" scripts/start.mjs`;
    const script = spawn('sh', ['-c', command], { cwd: dir, stdio: ['ignore', 'ignore', 'pipe'] });
    let errors = '';
    script.stderr.on('data', (chunk) => (errors += String(chunk)));
    const [code] = (await once(script, 'close')) as [number];
    expect(code).toBe(1);
    expect(errors).toContain('This shell allows 256 open files (ulimit -Hn); Maru needs 1024.');
  });
});

describe('the program behind npm start', () => {
  const run = async (stateDir: string) => {
    const main = spawn(process.execPath, ['local-cloud/dist/main.js', '--state-dir', stateDir], {
      cwd: repo,
    });
    let output = '';
    for (const stream of [main.stdout, main.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
    const [code] = (await once(main, 'close')) as [number];
    return { code, output };
  };

  it('names a truncated secrets file and the remedy', async () => {
    const state = mkdtempSync(join(parent, 'state-'));
    writeFileSync(join(state, 'secrets.json'), '{"internalToken":"01');
    const { code, output } = await run(state);
    expect(code).toBe(1);
    expect(output).toContain(join(state, 'secrets.json'));
    expect(output).toContain('npm run reset');
  });

  it("names a state folder that isn't writable", async () => {
    const file = join(parent, 'a-file');
    writeFileSync(file, '');
    const { code, output } = await run(join(file, 'state'));
    expect(code).toBe(1);
    expect(output).toContain(`${file}/state`);
  });
});
