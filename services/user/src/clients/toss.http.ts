import type { Logger } from '@maru/service-kit/logger';
import { z } from 'zod';
import {
  tossCard,
  tossPayment,
  tossTransaction,
  type TossAnswer,
  type TossCardAnswer,
  type TossClient,
  type TossRefusal,
  type TossRequest,
  type TossTransaction,
  type TransactionWindow,
} from './toss.client.js';

/** Toss advises callers to wait for a payment for at least a minute. */
const answerMs = 60_000;

/** Transactions per page; Toss allows ten times as many. */
const pageSize = 1_000;

/** Client errors after which money may have moved all the same. */
const unsureCodes = new Set([
  'ALREADY_PROCESSED_PAYMENT',
  'DUPLICATED_ORDER_ID',
  'PROVIDER_ERROR',
  'CARD_PROCESSING_ERROR',
  // Toss limits how often it is asked: a repeat may be refused while the first request is under way.
  'FORBIDDEN_CONSECUTIVE_REQUEST',
  'ALREADY_CANCELED_PAYMENT',
  'ALREADY_REFUND_PAYMENT',
  'NOT_CANCELABLE_AMOUNT',
]);

/** Errors of our configuration: they say nothing about the payment, and an operator has to act. */
const misconfigured = new Set([
  'UNAUTHORIZED_KEY',
  'INVALID_API_KEY',
  'INCORRECT_BASIC_AUTH_FORMAT',
  'FORBIDDEN_REQUEST',
  'INVALID_IDEMPOTENCY_KEY',
]);

const tossError = z.object({ code: z.string().max(64) });

interface TossCall {
  path: string;
  /** Makes it a POST. */
  request?: TossRequest;
  method?: 'DELETE';
}

const toPayment = (body: unknown): TossAnswer => ({ kind: 'payment', payment: tossPayment.parse(body) });

interface TossOptions {
  apiUrl: string;
  secretKey: string;
  log: Logger;
  timeoutMs?: number;
}

/** Toss' HTTP API. */
export class HttpTossClient implements TossClient {
  private readonly authorization: string;

  constructor(private readonly options: TossOptions) {
    this.authorization = `Basic ${Buffer.from(`${options.secretKey}:`).toString('base64')}`;
  }

  confirm(request: TossRequest): Promise<TossAnswer> {
    return this.call({ path: '/v1/payments/confirm', request }, toPayment);
  }

  cancel(paymentKey: string, request: TossRequest): Promise<TossAnswer> {
    return this.call({ path: `/v1/payments/${encodeURIComponent(paymentKey)}/cancel`, request }, toPayment);
  }

  charge(billingKey: string, request: TossRequest): Promise<TossAnswer> {
    return this.call({ path: `/v1/billing/${encodeURIComponent(billingKey)}`, request }, toPayment);
  }

  find(paymentKey: string): Promise<TossAnswer> {
    return this.lookUp(`/v1/payments/${encodeURIComponent(paymentKey)}`);
  }

  findByOrder(orderId: string): Promise<TossAnswer> {
    return this.lookUp(`/v1/payments/orders/${encodeURIComponent(orderId)}`);
  }

  issueBillingKey(request: TossRequest): Promise<TossCardAnswer> {
    return this.call({ path: '/v1/billing/authorizations/issue', request }, (body) => ({
      kind: 'card' as const,
      card: tossCard.parse(body),
    }));
  }

  async deleteBillingKey(billingKey: string): Promise<boolean> {
    const path = `/v1/billing/${encodeURIComponent(billingKey)}`;
    const answer = await this.call({ path, method: 'DELETE' }, () => ({ kind: 'deleted' as const }));
    return answer.kind === 'deleted' || answer.code === 'NOT_FOUND_BILLING_KEY';
  }

  async listTransactions({ startDay, endDay, after }: TransactionWindow): Promise<TossTransaction[]> {
    const query = new URLSearchParams({
      startDate: `${startDay}T00:00:00`,
      endDate: `${endDay}T00:00:00`,
      limit: String(pageSize),
      ...(after ? { startingAfter: after } : {}),
    });
    const response = await this.fetch({ path: `/v1/transactions?${query}` });
    if (response.status !== 200) throw new Error(`toss lists no transactions: ${response.status}`);
    return z.array(tossTransaction).parse(await response.json());
  }

  /** Reads never decline: an error of theirs says nothing about the payment. */
  private async lookUp(path: string): Promise<TossAnswer> {
    const answer = await this.call({ path }, toPayment);
    if (answer.kind !== 'declined') return answer;
    const isMissing = answer.code === 'NOT_FOUND_PAYMENT' || answer.code === 'NOT_FOUND';
    return isMissing ? { kind: 'missing' } : { kind: 'unknown', code: answer.code };
  }

  private async call<T>(call: TossCall, read: (body: unknown) => T): Promise<T | TossRefusal> {
    try {
      const response = await this.fetch(call);
      const text = await response.text();
      const body: unknown = text ? JSON.parse(text) : undefined;
      return response.status === 200 ? read(body) : this.refusalOf(response.status, body);
    } catch (error) {
      // The message could name the payment's key, which is in the address.
      const code = error instanceof Error ? error.name : 'Error';
      this.options.log.warn({ code }, 'toss did not answer');
      return { kind: 'unknown', code };
    }
  }

  private fetch({ path, request, method }: TossCall): Promise<Response> {
    return fetch(this.options.apiUrl + path, {
      method: method ?? (request ? 'POST' : 'GET'),
      headers: {
        authorization: this.authorization,
        ...(request ? { 'content-type': 'application/json', 'idempotency-key': request.idempotencyKey } : {}),
      },
      body: request && JSON.stringify(request.body),
      redirect: 'error',
      signal: AbortSignal.timeout(this.options.timeoutMs ?? answerMs),
    });
  }

  private refusalOf(status: number, body: unknown): TossRefusal {
    const { code } = tossError.parse(body);
    if (misconfigured.has(code)) this.options.log.error({ code }, 'toss refuses our keys or requests');
    const isDefinite = status >= 400 && status < 500 && status !== 409 && status !== 429;
    if (isDefinite && !unsureCodes.has(code) && !misconfigured.has(code)) return { kind: 'declined', code };
    this.options.log.warn({ status, code }, 'toss gave no definite answer');
    return { kind: 'unknown', code };
  }
}
