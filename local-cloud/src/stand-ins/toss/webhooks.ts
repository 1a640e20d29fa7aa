import { randomUUID } from 'node:crypto';
import type { Payment } from './payment.js';
import { kstTime } from './payment.js';
import type { TossState, Webhook } from './state.js';

const minuteMs = 60_000;
/** Minutes until each further attempt. */
const retries = [1, 4, 16, 64, 256, 1_024, 4_096];
const answerMs = 10_000;
const announced = new Set(['DONE', 'ABORTED', 'EXPIRED', 'CANCELED', 'PARTIAL_CANCELED']);

interface Options {
  /** The merchant's address for webhooks; nothing is sent without one. */
  url: string | undefined;
  /** Divides the documented pauses between attempts. */
  speed?: number;
}

/**
 * Tells the merchant about payments: at least once, in no promised order, and without a signature. Only the answer 200 ends the attempts.
 * Charges of billing keys are not announced.
 */
export class Webhooks {
  private timer: NodeJS.Timeout | undefined;
  private isStopped = false;

  constructor(
    private readonly state: TossState,
    private readonly options: Options,
  ) {}

  start(): void {
    this.schedule();
  }

  stop(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
  }

  paymentChanged(payment: Payment, transactionKey: string | null): void {
    if (payment.type === 'BILLING') return;
    const createdAt = kstTime(this.state.now());
    // The payment may change before a later attempt; the event may not.
    if (announced.has(payment.status))
      this.add({ eventType: 'PAYMENT_STATUS_CHANGED', createdAt, data: structuredClone(payment) });
    if (payment.virtualAccount && transactionKey)
      this.add({
        createdAt,
        secret: payment.secret,
        status: payment.status,
        transactionKey,
        orderId: payment.orderId,
      });
  }

  billingDeleted(billingKey: string, reason: string | null): void {
    const createdAt = kstTime(this.state.now());
    this.add({ eventType: 'BILLING_DELETED', createdAt, data: { billingKey, reason } });
  }

  private add(body: unknown): void {
    if (!this.options.url) return;
    this.state.ledger.webhooks.push({
      transmissionId: randomUUID(),
      body,
      retriedCount: 0,
      dueAt: Date.now(),
    });
    this.state.changed();
    this.schedule();
  }

  private schedule(): void {
    clearTimeout(this.timer);
    const { webhooks } = this.state.ledger;
    if (this.isStopped || webhooks.length === 0) return;
    const next = Math.min(...webhooks.map(({ dueAt }) => dueAt));
    this.timer = setTimeout(() => void this.sendDue(), Math.max(0, next - Date.now())).unref();
  }

  private async sendDue(): Promise<void> {
    const due = this.state.ledger.webhooks.filter(({ dueAt }) => dueAt <= Date.now());
    await Promise.all(due.map((webhook) => this.send(webhook)));
    this.schedule();
  }

  private async send(webhook: Webhook): Promise<void> {
    const isReceived = await this.post(webhook);
    const waitMinutes = retries[webhook.retriedCount];
    if (isReceived || waitMinutes === undefined) this.remove(webhook);
    else {
      webhook.retriedCount += 1;
      webhook.dueAt = Date.now() + (waitMinutes * minuteMs) / (this.options.speed ?? 1);
    }
    this.state.changed();
  }

  private async post({ transmissionId, body, retriedCount }: Webhook): Promise<boolean> {
    try {
      const response = await fetch(this.options.url ?? '', {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'tosspayments-webhook-transmission-id': transmissionId,
          'tosspayments-webhook-transmission-time': kstTime(this.state.now()),
          'tosspayments-webhook-transmission-retried-count': String(retriedCount),
        },
        body: JSON.stringify(body),
        redirect: 'manual',
        signal: AbortSignal.timeout(answerMs),
      });
      return response.status === 200;
    } catch {
      return false;
    }
  }

  private remove(webhook: Webhook): void {
    const { ledger } = this.state;
    ledger.webhooks = ledger.webhooks.filter((each) => each !== webhook);
  }
}
