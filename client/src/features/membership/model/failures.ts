/** Reasons of a failed payment that have words of their own. */
export type Failure = 'limit' | 'stopped' | 'lost' | 'details' | 'rejected' | 'expired' | 'other';

const byCode: Record<string, Failure> = {
  REJECT_CARD_PAYMENT: 'limit',
  REJECT_ACCOUNT_PAYMENT: 'limit',
  EXCEED_MAX_AMOUNT: 'limit',
  EXCEED_MAX_PAYMENT_AMOUNT: 'limit',
  EXCEED_MAX_ONE_DAY_AMOUNT: 'limit',
  EXCEED_MAX_DAILY_PAYMENT_COUNT: 'limit',
  INVALID_STOPPED_CARD: 'stopped',
  INVALID_CARD_LOST_OR_STOLEN: 'lost',
  INVALID_CARD_NUMBER: 'details',
  INVALID_CARD_EXPIRATION: 'details',
  REJECT_CARD_COMPANY: 'rejected',
  INVALID_REJECT_CARD: 'rejected',
  NOT_FOUND_PAYMENT_SESSION: 'expired',
};

/** Toss' code for a buyer who closes the payment window. */
const leftCode = 'PAY_PROCESS_CANCELED';

/** Returns the reason that Toss' code stands for. Codes come from addresses and may be anything. */
export const failureOf = (code: string | null): Failure =>
  (code && Object.hasOwn(byCode, code) ? byCode[code] : undefined) ?? 'other';

export const hasLeftWindow = (code: string | null): boolean => code === leftCode;
