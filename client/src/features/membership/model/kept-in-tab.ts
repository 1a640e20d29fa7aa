import type { z } from 'zod';

/** Values by their id, of this tab: they outlive a reload and a sign-in, and need no address. */
export const keptInTab = <Value>(name: string, schema: z.ZodType<Value>) => {
  const keyOf = (id: string) => `maru.${name}.${id}`;
  /** For tabs whose storage is blocked: a reload loses them. */
  const inMemory = new Map<string, Value>();
  return {
    keep(id: string, value: Value): void {
      inMemory.set(id, value);
      try {
        sessionStorage.setItem(keyOf(id), JSON.stringify(value));
      } catch {
        // Memory has it.
      }
    },
    find(id: string): Value | undefined {
      try {
        const stored = JSON.parse(sessionStorage.getItem(keyOf(id)) ?? 'null') as unknown;
        return schema.safeParse(stored).data ?? inMemory.get(id);
      } catch {
        return inMemory.get(id);
      }
    },
    forget(id: string): void {
      inMemory.delete(id);
      try {
        sessionStorage.removeItem(keyOf(id));
      } catch {
        // As above.
      }
    },
  };
};
