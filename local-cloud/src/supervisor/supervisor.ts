import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { waitUntil } from './health.js';
import { killGroup } from './kill-group.js';
import type { PartSpec, PartState, PartStatus, TaskSpec } from './part.js';

export interface SupervisorOptions {
  /** Every line that a part prints. */
  onLine: (part: string, line: string) => void;
  onChange?: (status: PartStatus) => void;
}

interface Running {
  spec: PartSpec;
  state: PartState;
  child: ChildProcess | undefined;
  restarts: number;
  lastExit: string | undefined;
}

const stopGraceMs = 8_000;

/** Starts parts, waits until they are ready, starts them again when they die, and stops all of it. */
export class Supervisor {
  private readonly parts = new Map<string, Running>();
  private readonly guard = spawn(process.execPath, [fileURLToPath(new URL('./guard.js', import.meta.url))], {
    stdio: ['pipe', 'ignore', 'inherit'],
    detached: true,
  });
  private isStopping = false;

  constructor(private readonly options: SupervisorOptions) {}

  statuses(): PartStatus[] {
    return [...this.parts.values()].map((running) => this.statusOf(running));
  }

  /** Resolves once the part is ready; throws when it doesn't get there. */
  async start(spec: PartSpec): Promise<void> {
    const running: Running = { spec, state: 'starting', child: undefined, restarts: 0, lastExit: undefined };
    this.parts.set(spec.name, running);
    this.launch(running);
    const isReady = await waitUntil(spec.isReady, {
      timeoutMs: spec.readyTimeoutMs ?? 60_000,
      isGivenUp: () => this.isStopping || running.restarts > 2,
    });
    if (!isReady) {
      this.set(running, 'failed');
      throw new Error(`${spec.name} did not get ready${running.lastExit ? ` (${running.lastExit})` : ''}`);
    }
    this.set(running, 'ready');
  }

  /** Runs a program to its end; throws with its last lines when it fails. */
  async run(task: TaskSpec): Promise<void> {
    const lines: string[] = [];
    const child = this.spawn(task, (line) => lines.push(line));
    const [code, signal] = await once(child, 'close');
    if (code !== 0)
      throw new Error(`${task.name} failed (${code ?? signal})\n${lines.slice(-15).join('\n')}`);
  }

  /** Stops every part, the last started first. */
  async stop(): Promise<void> {
    this.isStopping = true;
    for (const running of [...this.parts.values()].toReversed()) await this.stopPart(running);
    this.guard.stdin.end();
  }

  private async stopPart(running: Running): Promise<void> {
    const { child } = running;
    this.set(running, 'stopped');
    if (!child?.pid || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    killGroup(child.pid, 'SIGTERM');
    const isGone = await Promise.race([exited.then(() => true), delay(stopGraceMs, false, { ref: false })]);
    if (!isGone) killGroup(child.pid, 'SIGKILL');
    await exited;
  }

  private launch(running: Running): void {
    const { spec } = running;
    running.child = this.spawn(spec, (line) => this.options.onLine(spec.name, line));
    running.child.once('exit', (code, signal) => {
      running.lastExit = signal ? `ended by ${signal}` : `exit code ${code}`;
      if (!this.isStopping) void this.relaunch(running);
    });
  }

  private async relaunch(running: Running): Promise<void> {
    running.restarts += 1;
    const isFirstStart = running.state === 'starting';
    this.set(running, isFirstStart ? 'starting' : 'restarting');
    await delay(Math.min(5_000, 100 * 2 ** Math.min(running.restarts - 1, 6)));
    if (this.isStopping || running.state === 'failed') return;
    this.launch(running);
    if (isFirstStart) return;
    const timeoutMs = running.spec.readyTimeoutMs ?? 60_000;
    if (await waitUntil(running.spec.isReady, { timeoutMs, isGivenUp: () => this.isStopping }))
      this.set(running, 'ready');
  }

  private spawn({ command, args, cwd, env }: TaskSpec, onLine: (line: string) => void): ChildProcess {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own: Ctrl-C reaches only the supervisor, which stops parts in order.
      detached: true,
    });
    const { pid } = child;
    if (pid) {
      this.guard.stdin.write(`${pid}\n`);
      child.once('exit', () => void (this.guard.stdin.writable && this.guard.stdin.write(`-${pid}\n`)));
    }
    child.once('error', (error) => onLine(`could not start: ${error.message}`));
    for (const stream of [child.stdout, child.stderr]) {
      if (stream) createInterface({ input: stream }).on('line', onLine);
    }
    return child;
  }

  private set(running: Running, state: PartState): void {
    running.state = state;
    this.options.onChange?.(this.statusOf(running));
  }

  private statusOf({ spec, state, child, restarts, lastExit }: Running): PartStatus {
    return { name: spec.name, state, pid: child?.pid, restarts, lastExit };
  }
}
