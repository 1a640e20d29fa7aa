import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** Runs a program; resolves with its code and everything that it printed. */
export const capture = (command, args, options = {}) =>
  new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => resolve({ code: 127, output: String(error) }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });

/** As `capture`, but throws with the output when it fails. */
export const run = async (command, args, options) => {
  const { code, output } = await capture(command, args, options);
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} failed (${code})\n${output.slice(-4_000)}`);
  return output;
};

/** Runs a program in this terminal; gives its exit code. */
export const inherit = (command, args, options = {}) =>
  new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options });
    // Ctrl-C reaches the child too; it decides how to end, we only wait for it.
    const ignore = () => {};
    process.on('SIGINT', ignore).on('SIGTERM', () => child.kill('SIGTERM'));
    child.on('error', () => resolve(127));
    child.on('close', (code, signal) => {
      process.off('SIGINT', ignore);
      resolve(code ?? (signal ? 1 : 0));
    });
  });

const folders = () => [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/bin'];

export const hasProgram = (name) => folders().some((folder) => existsSync(join(folder, name)));

export const succeeds = (command, args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;
