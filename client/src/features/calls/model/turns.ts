/** Runs work after all work that it was given earlier, whatever became of that. */
export type Turns = <T>(work: () => Promise<T>) => Promise<T>;

/** Returns one lane for work. While the lane is free, work starts before the function returns. */
export const createTurns = (): Turns => {
  let last: Promise<unknown> | undefined;
  return (work) => {
    const mine = last ? last.then(work) : work();
    const settled: Promise<unknown> = mine
      .catch(() => undefined)
      .then(() => {
        if (last === settled) last = undefined;
      });
    last = settled;
    return mine;
  };
};
