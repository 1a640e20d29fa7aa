/** The parameters of a payment window, as Toss' SDK v1 names them. */
interface PaymentParams {
  amount: number;
  orderId: string;
  orderName: string;
  customerName: string;
  successUrl: string;
  failUrl: string;
}

interface TossPayments {
  requestPayment(method: '카드', params: PaymentParams): Promise<void>;
}

declare global {
  interface Window {
    /** Defined by Toss' script. */
    TossPayments?: (clientKey: string) => TossPayments;
  }
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

/** A script that failed is removed, so that the next attempt loads it again. */
const loadScript = (src: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = src;
    script.addEventListener('load', () => resolve());
    script.addEventListener('error', () => {
      script.remove();
      reject(new PaymentWindowError('unreachable'));
    });
    document.head.append(script);
  });

const loadToss = async (sdkUrl: string, clientKey: string): Promise<TossPayments> => {
  if (!window.TossPayments) await loadScript(sdkUrl);
  if (!window.TossPayments) throw new PaymentWindowError('unreachable');
  return window.TossPayments(clientKey);
};

const reasons: Record<string, Reason> = {
  USER_CANCEL: 'closed',
  PAY_PROCESS_CANCELED: 'closed',
  NETWORK_ERROR: 'unreachable',
};

const toWindowError = (error: unknown): PaymentWindowError => {
  if (error instanceof PaymentWindowError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return new PaymentWindowError(reasons[code] ?? 'refused');
};

interface PaymentWindow extends PaymentParams {
  sdkUrl: string;
  clientKey: string;
}

/**
 * Opens Toss' payment window for a card. Resolves when the browser is about to leave for the window or for its result.
 * @throws PaymentWindowError if it stays on this page.
 */
export const openPaymentWindow = async ({ sdkUrl, clientKey, ...params }: PaymentWindow): Promise<void> => {
  try {
    const toss = await loadToss(sdkUrl, clientKey);
    await toss.requestPayment('카드', params);
  } catch (error) {
    throw toWindowError(error);
  }
};
