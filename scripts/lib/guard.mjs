/**
 * Runs beside a process that starts others and reads their process ids from stdin, one per line (prefixed with `-` when one has
 * ended). Stdin closes when that process is gone, however it died; the guard then ends the remaining process groups.
 */
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

const graceMs = 10_000;
const pids = new Set();

const signalGroup = (pid, signal) => {
  try {
    return process.kill(-pid, signal);
  } catch {
    return false;
  }
};

// Only the end of stdin stops the guard; Ctrl-C reaches the whole terminal.
const ignore = () => undefined;
process.on('SIGINT', ignore).on('SIGTERM', ignore).on('SIGHUP', ignore);

for await (const line of createInterface({ input: process.stdin })) {
  const pid = Math.abs(Number(line));
  if (line.startsWith('-')) pids.delete(pid);
  else pids.add(pid);
}

for (const pid of pids) signalGroup(pid, 'SIGTERM');
const end = Date.now() + graceMs;
while ([...pids].some((pid) => signalGroup(pid, 0)) && Date.now() < end) await delay(50);
for (const pid of pids) signalGroup(pid, 'SIGKILL');
