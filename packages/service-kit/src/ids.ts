import { monotonicFactory } from 'ulid';

const next = monotonicFactory();

/** A new ULID; within this process each is greater than the one before. */
export const newId = (): string => next();
