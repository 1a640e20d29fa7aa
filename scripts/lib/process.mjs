import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

const children = new Set();
let guard;
let stoppedBy;

const startGuard = () => {
  const child = spawn(process.execPath, [join(root, 'scripts/lib/guard.mjs')], {
    stdio: ['pipe', 'ignore', 'inherit'],
    detached: true,
    env: {},
  });
  child.unref();
  child.stdin.unref();
  // Without its guard, this process still shuts down in order.
  child.stdin.on('error', () => undefined);
  return child;
};

const signalGroup = (pid, signal) => {
  try {
    process.kill(-pid, signal);
  } catch {
    // It has already ended.
  }
};

/** Ends all child processes and then this one. An orderly shutdown may take a while, but not forever. */
const stop = (signal) => {
  if (stoppedBy) return;
  stoppedBy = signal;
  if (children.size === 0) process.exit(128 + constants.signals[signal]);
  for (const { pid } of children) signalGroup(pid, 'SIGTERM');
  setTimeout(() => children.forEach(({ pid }) => signalGroup(pid, 'SIGKILL')), 30_000);
};

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(signal));

// npm may die without signalling its children; then this process gets another parent.
if (process.env.npm_lifecycle_event) {
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && stop('SIGHUP'), 250).unref();
}

/** Starts a program in its own process group, which ends with this process. */
const start = (command, args, options) => {
  guard ??= startGuard();
  const child = spawn(command, args, { cwd: root, detached: true, ...options });
  if (!child.pid) return child;
  children.add(child);
  guard.stdin.write(`${child.pid}\n`);
  child.once('close', (code) => {
    children.delete(child);
    guard.stdin.write(`-${child.pid}\n`);
    // A shutdown has begun; nothing else may run.
    if (stoppedBy) process.exit(code === 0 ? 0 : 128 + constants.signals[stoppedBy]);
  });
  return child;
};

/** Runs a program; resolves with its exit code and its output. */
export const capture = (command, args, options = {}) =>
  new Promise((resolve) => {
    const child = start(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => resolve({ code: 127, output: String(error) }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });

/** Like `capture`, but throws with the output on failure. */
export const run = async (command, args, options) => {
  const { code, output } = await capture(command, args, options);
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} failed (${code})\n${output.slice(-4_000)}`);
  return output;
};

/** Runs a program with the terminal's input and output; resolves with its exit code. */
export const inherit = (command, args, options = {}) =>
  new Promise((resolve) => {
    const child = start(command, args, { stdio: ['ignore', 'inherit', 'inherit'], ...options });
    child.on('error', () => resolve(127));
    child.on('close', (code, signal) => resolve(code ?? (signal ? 1 : 0)));
  });

const folders = () => [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/bin'];

export const hasProgram = (name) => folders().some((folder) => existsSync(join(folder, name)));

export const succeeds = (command, args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;
