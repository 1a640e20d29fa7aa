import { clearTossPayments, loadTossPayments } from '@tosspayments/payment-sdk';

/** The parameters of every window, as Toss' SDK v1 names them. */
interface TossWindow {
  sdkUrl: string;
  clientKey: string;
  customerName: string;
  successUrl: string;
  failUrl: string;
}

interface PaymentWindow extends TossWindow {
  amount: number;
  orderId: string;
  orderName: string;
}

interface CardWindow extends TossWindow {
  customerKey: string;
}

/** `closed`: by the buyer. `unreachable`: the script or the window did not load. `refused`: Toss did not accept the request. */
type Reason = 'closed' | 'unreachable' | 'refused';

export class PaymentWindowError extends Error {
  readonly reason: Reason;

  constructor(reason: Reason) {
    super(reason);
    this.name = 'PaymentWindowError';
    this.reason = reason;
  }
}

const load = async (sdkUrl: string, clientKey: string) => {
  try {
    return await loadTossPayments(clientKey, { src: sdkUrl });
  } catch {
    // The library remembers a failure, too; the next attempt has to load the script again.
    clearTossPayments();
    throw new PaymentWindowError('unreachable');
  }
};

const reasons: Record<string, Reason> = {
  USER_CANCEL: 'closed',
  PAY_PROCESS_CANCELED: 'closed',
  NETWORK_ERROR: 'unreachable',
};

const toWindowError = (error: unknown): PaymentWindowError => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return new PaymentWindowError(reasons[code] ?? 'refused');
};

type Toss = Awaited<ReturnType<typeof load>>;

const open = async (
  { sdkUrl, clientKey }: TossWindow,
  ask: (toss: Toss) => Promise<unknown>,
): Promise<void> => {
  const toss = await load(sdkUrl, clientKey);
  try {
    await ask(toss);
  } catch (error) {
    throw toWindowError(error);
  }
};

/**
 * Opens Toss' payment window for a card; the only file that knows Toss' SDK. Resolves when the browser is about to leave for the window or
 * for its result.
 * @throws PaymentWindowError if it stays on this page.
 */
export const openPaymentWindow = ({ sdkUrl, clientKey, ...params }: PaymentWindow): Promise<void> =>
  open({ sdkUrl, clientKey, ...params }, (toss) => toss.requestPayment('카드', params));

/** The same for Toss' window that registers a card for automatic billing. */
export const openCardWindow = ({ sdkUrl, clientKey, ...params }: CardWindow): Promise<void> =>
  open({ sdkUrl, clientKey, ...params }, (toss) => toss.requestBillingAuth('카드', params));
