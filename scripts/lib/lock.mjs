/** File locks, held by a process that is identified by its id and its start time: ids are reused. */
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
  // The command is in parentheses and may contain any characters; after it come the state and, 19 fields later, the start time in
  // ticks.
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

/** Returns the start time of a running process in a comparable form, or `undefined` if there is none. */
const startOf = process.platform === 'linux' ? linuxStart : otherStart;

/** Earlier versions stored no start time; their lock counts only while its process looks like one of ours. */
const isOurs = (pid) => (read(`/proc/${pid}/cmdline`) ?? '').includes('local-cloud/dist/main.js');

/** Returns the file's record of the process that holds it; `undefined` if none does: no file, a broken one, or a stale one. */
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

/** Returns false if the file exists already. */
const create = (file) => {
  const fresh = writeWhole(file);
  try {
    // A hard link appears with its whole content, or not at all.
    linkSync(fresh, file);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(fresh, { force: true });
  }
};

/** Removes a dead process's lock; restores it if another start has replaced it meanwhile. */
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

/** Makes this process the holder; returns the current holder instead if there is one. */
export const takeLock = (file) => {
  while (!create(file)) {
    const holder = lockHolder(file);
    if (holder) return holder;
    discard(file);
  }
  return undefined;
};

/** Adds data to the lock of this process for others to read. */
export const describeLock = (file, facts) => renameSync(writeWhole(file, facts), file);

/** Releases the lock, unless another process has taken it over. */
export const releaseLock = (file) => {
  if (lockHolder(file)?.pid === process.pid) rmSync(file, { force: true });
};
