/** What of a draft differs from what is saved: only that is sent, so that what others changed meanwhile stays. */
export const changesOf = <T extends object>(saved: T, draft: Partial<T>): Partial<T> =>
  // Object.entries loses the literal types of the object's keys.
  Object.fromEntries(
    Object.entries(draft).filter(([name, value]) => value !== saved[name as keyof T]),
  ) as Partial<T>;
