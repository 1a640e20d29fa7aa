/** Returns the current time. Code whose tests move time takes a clock as a dependency. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();

/** Returns the time in `ms` milliseconds, or before now if they are negative. */
export const fromNow = (clock: Clock, ms: number): Date => new Date(clock().getTime() + ms);
