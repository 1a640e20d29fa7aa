import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { repoRoot } from '../stack/paths.js';
import type { TaskSpec } from './part.js';

/** Ends remaining children when this process is gone, however it died. */
const startGuard = () => {
  const guard = spawn(process.execPath, [join(repoRoot, 'scripts/lib/guard.mjs')], {
    stdio: ['pipe', 'ignore', 'inherit'],
    detached: true,
    env: {},
  });
  guard.stdin.on('error', () => undefined);
  return guard;
};

/** Starts programs with `env`, their own variables, and nothing else of the shell. */
export class Spawner {
  private readonly guard = startGuard();

  constructor(private readonly env: Record<string, string>) {}

  spawn({ command, args, cwd, env }: TaskSpec, onLine: (line: string) => void): ChildProcess {
    const child = spawn(command, args, {
      cwd,
      env: { ...this.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A process group of its own: Ctrl-C reaches only the supervisor, which stops parts in order.
      detached: true,
    });
    const { pid } = child;
    if (pid) {
      this.guard.stdin.write(`${pid}\n`);
      child.once('exit', () => void (this.guard.stdin.writable && this.guard.stdin.write(`-${pid}\n`)));
    }
    for (const stream of [child.stdout, child.stderr]) {
      if (stream) createInterface({ input: stream }).on('line', onLine);
    }
    return child;
  }

  close(): void {
    this.guard.stdin.end();
  }
}
