import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { waitUntil } from './health.js';
import { killGroup } from './kill-group.js';
import type { PartSpec, PartState, PartStatus, TaskSpec } from './part.js';
import { Spawner } from './spawn-part.js';
import { watchUntilHung, type WatchTimes } from './watch.js';

export interface SupervisorOptions {
  /** Variables of all parts beside their own. */
  env: Record<string, string>;
  /** Receives every line that a part prints. */
  onLine: (part: string, line: string) => void;
  onChange?: (status: PartStatus) => void;
  watch?: WatchTimes;
  /** A part that has been ready for this long is healthy again: its next crash counts as the first. */
  healthyAfterMs?: number;
  /** Time limit for a part to stop before it is killed. */
  stopGraceMs?: number;
}

interface Running {
  spec: PartSpec;
  state: PartState;
  child: ChildProcess | undefined;
  restarts: number;
  /** Crashes since it was last healthy; the delay before the next restart grows with them. */
  crashes: number;
  readyAt: number | undefined;
  lastExit: string | undefined;
  /** Reason why the supervisor itself ended it. */
  hung: string | undefined;
  lastLines: string[];
}

const keptLines = 8;

/** Starts parts, waits until they are ready, restarts them when they die or hang, and stops them all. */
export class Supervisor {
  private readonly parts = new Map<string, Running>();
  private readonly spawner: Spawner;
  private isStopping = false;

  constructor(private readonly options: SupervisorOptions) {
    this.spawner = new Spawner(options.env);
  }

  statuses(): PartStatus[] {
    return [...this.parts.values()].map((running) => this.statusOf(running));
  }

  /** Resolves once the part is ready; throws with its last lines if it never is. */
  async start(spec: PartSpec): Promise<void> {
    const running: Running = {
      spec,
      state: 'starting',
      child: undefined,
      restarts: 0,
      crashes: 0,
      readyAt: undefined,
      lastExit: undefined,
      hung: undefined,
      lastLines: [],
    };
    this.parts.set(spec.name, running);
    this.launch(running);
    const isReady = await waitUntil(spec.isReady, {
      timeoutMs: spec.readyTimeoutMs ?? 60_000,
      isGivenUp: () => this.isStopping || running.restarts > 2,
    });
    if (!isReady) {
      this.set(running, 'failed');
      const reason = running.lastExit ? ` (${running.lastExit})` : '';
      throw new Error([`${spec.name} did not get ready${reason}`, ...running.lastLines].join('\n'));
    }
    this.becomeReady(running);
  }

  /** Runs a program to its end; throws with its last lines if it fails. */
  async run(task: TaskSpec): Promise<void> {
    const lines: string[] = [];
    const child = this.spawner.spawn(task, (line) => lines.push(line));
    const [code, signal] = await once(child, 'close');
    if (code !== 0)
      throw new Error(`${task.name} failed (${code ?? signal})\n${lines.slice(-15).join('\n')}`);
  }

  /** Stops every part, in reverse order of their start. */
  async stop(): Promise<void> {
    this.isStopping = true;
    for (const running of [...this.parts.values()].toReversed()) await this.stopPart(running);
    this.spawner.close();
  }

  private async stopPart(running: Running): Promise<void> {
    const { child } = running;
    this.set(running, 'stopped');
    if (!child?.pid || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    killGroup(child.pid, 'SIGTERM');
    // A suspended process receives no signals until it continues.
    killGroup(child.pid, 'SIGCONT');
    const graceMs = this.options.stopGraceMs ?? 8_000;
    const isGone = await Promise.race([exited.then(() => true), delay(graceMs, false, { ref: false })]);
    if (!isGone) killGroup(child.pid, 'SIGKILL');
    await exited;
  }

  private launch(running: Running): void {
    const { spec } = running;
    const child = this.spawner.spawn(spec, (line) => {
      running.lastLines = [...running.lastLines, line].slice(-keptLines);
      this.options.onLine(spec.name, line);
    });
    running.child = child;
    child.once('exit', (code, signal) => {
      this.ended(running, signal ? `ended by ${signal}` : `exit code ${code}`);
    });
    child.once('error', (error) => {
      this.options.onLine(spec.name, `could not start: ${error.message}`);
      if (!child.pid) this.ended(running, error.message);
    });
  }

  private ended(running: Running, reason: string): void {
    running.lastExit = running.hung ?? reason;
    running.hung = undefined;
    if (!this.isStopping) void this.relaunch(running);
  }

  private async relaunch(running: Running): Promise<void> {
    const { readyAt } = running;
    const healthyAfterMs = this.options.healthyAfterMs ?? 30_000;
    if (readyAt !== undefined && performance.now() - readyAt >= healthyAfterMs) running.crashes = 0;
    running.readyAt = undefined;
    running.crashes += 1;
    running.restarts += 1;
    const isFirstStart = running.state === 'starting';
    this.set(running, isFirstStart ? 'starting' : 'restarting');
    await delay(Math.min(5_000, 100 * 2 ** Math.min(running.crashes - 1, 6)));
    if (this.isStopping || running.state === 'failed') return;
    this.launch(running);
    if (!isFirstStart) await this.awaitReady(running);
  }

  /** For a restarted part. One that hangs while starting is ended, which restarts it again. */
  private async awaitReady(running: Running): Promise<void> {
    const { child, spec } = running;
    const isReady = await waitUntil(spec.isReady, {
      timeoutMs: spec.readyTimeoutMs ?? 60_000,
      isGivenUp: () => this.isStopping || running.child !== child,
    });
    if (this.isStopping || running.child !== child) return;
    if (isReady) this.becomeReady(running);
    else this.endHung(running, 'did not get ready');
  }

  private becomeReady(running: Running): void {
    running.readyAt = performance.now();
    this.set(running, 'ready');
    void this.watch(running);
  }

  private async watch(running: Running): Promise<void> {
    const { child, spec } = running;
    const isHung = await watchUntilHung({
      ...(this.options.watch ?? { everyMs: 2_000, timeoutMs: 3_000 }),
      isAlive: spec.isAlive ?? spec.isReady,
      isOver: () => this.isStopping || running.child !== child || running.state !== 'ready',
    });
    if (isHung) this.endHung(running, 'did not answer three times');
  }

  private endHung(running: Running, reason: string): void {
    running.hung = reason;
    if (running.child?.pid) killGroup(running.child.pid, 'SIGKILL');
  }

  private set(running: Running, state: PartState): void {
    running.state = state;
    this.options.onChange?.(this.statusOf(running));
  }

  private statusOf({ spec, state, child, restarts, lastExit }: Running): PartStatus {
    return { name: spec.name, state, pid: child?.pid, restarts, lastExit };
  }
}
