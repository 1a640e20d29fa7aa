import { decodeTime, monotonicFactory, ulid } from 'ulid';

const next = monotonicFactory();

/** Returns a new ULID, greater than the previous one of this process and than `previous`. */
export const newId = (previous = ''): string => {
  const id = next();
  return id > previous ? id : ulid(decodeTime(previous) + 1);
};
