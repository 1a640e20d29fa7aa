/**
 * Runs beside the supervisor and reads process ids from it, one a line (`-` in front: that one has ended). When its input
 * closes, the supervisor is gone, however it died: what is left of its children is ended.
 */
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { killGroup } from './kill-group.js';

const pids = new Set<number>();

// The supervisor alone decides when to stop; Ctrl-C reaches the whole terminal.
process
  .on('SIGINT', () => undefined)
  .on('SIGTERM', () => undefined)
  .on('SIGHUP', () => undefined);

for await (const line of createInterface({ input: process.stdin })) {
  const pid = Math.abs(Number(line));
  if (line.startsWith('-')) pids.delete(pid);
  else pids.add(pid);
}
for (const pid of pids) killGroup(pid, 'SIGTERM');
if (pids.size > 0) await delay(2_000);
for (const pid of pids) killGroup(pid, 'SIGKILL');
