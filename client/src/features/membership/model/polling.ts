const firstMs = 2_000;
const longestMs = 15_000;

/** Questions about an unfinished order stop after this time; its result is mailed. */
export const pollingMs = 10 * 60_000;

/** Returns the pause before the next question: it grows with each answer. */
export const pauseAfter = (answers: number): number =>
  Math.min(longestMs, firstMs * 1.4 ** Math.max(0, answers - 1));
