import { useState } from 'react';

/**
 * A form's changes of something saved: `value` is how it would be, `changes` what differs from what is saved. Only those are sent, so
 * that what others changed meanwhile stays.
 */
export const useDraft = <T extends object>(saved: T) => {
  const [draft, setDraft] = useState<Partial<T>>({});
  // Object.entries loses the literal types of the object's keys.
  const changes = Object.fromEntries(
    Object.entries(draft).filter(([name, value]) => value !== saved[name as keyof T]),
  ) as Partial<T>;
  return {
    value: { ...saved, ...draft },
    changes,
    isDirty: Object.keys(changes).length > 0,
    set: (change: Partial<T>) => setDraft({ ...draft, ...change }),
    reset: () => setDraft({}),
  };
};
