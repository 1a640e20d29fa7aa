import { decodeTime, monotonicFactory, ulid } from 'ulid';

const next = monotonicFactory();

/** A new ULID; within this process each is greater than the one before, and than `previous`, whoever made that. */
export const newId = (previous = ''): string => {
  const id = next();
  return id > previous ? id : ulid(decodeTime(previous) + 1);
};
