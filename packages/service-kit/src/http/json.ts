import { wellFormed } from '@maru/contracts/well-formed';

/** How bodies are read, for `express.json` and its like: every text in them is one that can be stored. */
export const jsonOptions = (limit: string | number) => ({
  limit,
  reviver: (_key: string, value: unknown): unknown => (typeof value === 'string' ? wellFormed(value) : value),
});
