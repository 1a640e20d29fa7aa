import { expect, it } from '@jest/globals';
import { pauseAfter, pauseOfCard, pollingMs } from './polling';

it('the pauses grow from two seconds to fifteen', () => {
  const pauses = Array.from({ length: 12 }, (_, answers) => pauseAfter(answers));
  expect(pauses[0]).toBe(2_000);
  expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
  expect(pauses.at(-1)).toBe(15_000);
});

it('a card is asked for less than ten times until the questions stop', () => {
  let asked = 1;
  for (let ms = 0; ms < pollingMs; asked += 1) ms += pauseOfCard(asked);
  expect(asked).toBeLessThan(10);
});
