const firstMs = 2_000;
const longestMs = 15_000;

/** Questions about an unfinished order or card stop after this time; the result is mailed. */
export const pollingMs = 10 * 60_000;

/** Returns the pause before the next question: it grows with each answer. */
export const pauseAfter = (answers: number): number =>
  Math.min(longestMs, firstMs * 1.4 ** Math.max(0, answers - 1));

const firstRepeatMs = 20_000;
/** The service asks again by itself after this time, and each question counts as a try with a card. */
const laterRepeatMs = 90_000;

/** Returns the pause before a card is asked for again that Toss has not answered for. */
export const pauseOfCard = (answers: number): number => (answers <= 1 ? firstRepeatMs : laterRepeatMs);
