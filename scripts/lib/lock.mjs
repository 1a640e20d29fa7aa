/** Locks in files, held by a process that is known by its id and by the moment it started: ids are used again. */
import { execFileSync } from 'node:child_process';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

const read = (file) => {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes(error.code)) return undefined;
    throw error;
  }
};

const linuxStart = (pid) => {
  const stat = read(`/proc/${pid}/stat`);
  if (!stat) return undefined;
  // The command stands in parentheses and may contain anything; after it come the state and, 19 fields on, the start in ticks.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const isZombie = fields[0] === 'Z' || fields[0] === 'X';
  return isZombie ? undefined : `${read('/proc/sys/kernel/random/boot_id')?.trim()} ${fields[19]}`;
};

const otherStart = (pid) => {
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
};

/** When a running process began, in a form to compare; undefined when there is none. */
const startOf = process.platform === 'linux' ? linuxStart : otherStart;

/** Earlier versions wrote no start; theirs is a lock only while its process looks like one of ours. */
const isOurs = (pid) => (read(`/proc/${pid}/cmdline`) ?? '').includes('local-cloud/dist/main.js');

/** What the file says of the process that holds it; undefined when nothing does: no file, a broken one, or one left behind. */
export const lockHolder = (file) => {
  const text = read(file);
  if (text === undefined) return undefined;
  let lock;
  try {
    lock = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!Number.isInteger(lock?.pid) || lock.pid <= 0) return undefined;
  const start = startOf(lock.pid);
  const isHeld = start !== undefined && (lock.start === undefined ? isOurs(lock.pid) : lock.start === start);
  return isHeld ? lock : undefined;
};

const writeWhole = (file, facts) => {
  const fresh = `${file}.${process.pid}.new`;
  writeFileSync(fresh, JSON.stringify({ pid: process.pid, start: startOf(process.pid), ...facts }));
  return fresh;
};

/** False when the file is there already. */
const create = (file) => {
  const fresh = writeWhole(file);
  try {
    // A link appears with its whole content, or not at all.
    linkSync(fresh, file);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(fresh, { force: true });
  }
};

/** Takes away what a dead process left; puts it back if another start has replaced it meanwhile. */
const discard = (file) => {
  const aside = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    return;
  }
  if (lockHolder(aside)) renameSync(aside, file);
  else rmSync(aside, { force: true });
};

/** Makes this process the holder; returns the one that is there instead, or undefined. */
export const takeLock = (file) => {
  while (!create(file)) {
    const holder = lockHolder(file);
    if (holder) return holder;
    discard(file);
  }
  return undefined;
};

/** Adds facts for others to read to the lock that this process holds. */
export const describeLock = (file, facts) => renameSync(writeWhole(file, facts), file);

/** Gives the lock back, unless it has become another's. */
export const releaseLock = (file) => {
  if (lockHolder(file)?.pid === process.pid) rmSync(file, { force: true });
};
