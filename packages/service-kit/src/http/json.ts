import { wellFormed } from '@maru/contracts/well-formed';

/** Options for `express.json` and similar parsers; lone surrogates in texts are replaced. */
export const jsonOptions = (limit: string | number) => ({
  limit,
  reviver: (_key: string, value: unknown): unknown => (typeof value === 'string' ? wellFormed(value) : value),
});
