import { setTimeout as delay } from 'node:timers/promises';

type Answer = boolean | undefined;

/**
 * Resolves once `condition` holds. Throws when it does not within `timeoutMs`; `expectation` says in the error which condition it
 * was.
 */
export const until = async (
  condition: () => Answer | Promise<Answer>,
  expectation: string | (() => string) = 'the condition holds',
  timeoutMs = 20_000,
): Promise<void> => {
  const end = performance.now() + timeoutMs;
  for (let polls = 0; !(await condition()); polls += 1) {
    if (performance.now() > end)
      throw new Error(`not in time: ${typeof expectation === 'string' ? expectation : expectation()}`);
    await delay(Math.min(10, polls));
  }
};
