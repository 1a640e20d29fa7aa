import { order as orderContract, type Order } from '@maru/contracts/http/user/membership';
import { Injectable } from '@nestjs/common';
import { LedgerRows } from '../../repositories/ledger-rows.js';
import type { BasicOrder } from '../../repositories/orders.repository.js';
import type { PaymentRecord } from '../../repositories/payments.repository.js';
import type { SegmentRecord } from '../../repositories/segments.repository.js';
import { vatIn } from './rules/money.js';

const methodOf = (payment: PaymentRecord | undefined): Order['method'] =>
  payment?.method ? { name: payment.method, issuerCode: payment.issuerCode, last4: payment.last4 } : null;

const spanOf = (segment: SegmentRecord | undefined): Order['span'] =>
  segment ? { startsAt: segment.startsAt.toISOString(), endsAt: segment.endsAt.toISOString() } : null;

/** Orders as their buyer sees them. */
@Injectable()
export class OrderViews {
  constructor(private readonly rows: LedgerRows) {}

  async of(record: BasicOrder): Promise<Order> {
    const [view] = await this.listOf([record]);
    if (!view) throw new Error('an order has no view');
    return view;
  }

  async listOf(records: BasicOrder[]): Promise<Order[]> {
    const ids = records.map(({ orderId }) => orderId);
    const [payments, segments, refunds] = await Promise.all([
      this.rows.payments.listOf(ids),
      this.rows.segments.listOf(ids),
      this.rows.refunds.listOpen(ids),
    ]);
    return records.map((record) => {
      const isOfOrder = ({ orderId }: { orderId: string }) => orderId === record.orderId;
      const payment = payments.find(isOfOrder);
      return orderContract.parse({
        orderId: record.orderId,
        kind: record.kind,
        plan: record.plan,
        amount: record.amount,
        vat: vatIn(record.amount),
        state: record.state,
        failureCode: payment?.failureCode ?? null,
        method: methodOf(payment),
        receiptUrl: payment?.receiptUrl ?? null,
        span: spanOf(segments.find(isOfOrder)),
        refundedAmount: payment?.refunded ?? 0,
        isRefunding: refunds.some(isOfOrder),
        createdAt: record.createdAt.toISOString(),
        paidAt: payment?.approvedAt?.toISOString() ?? null,
      });
    });
  }
}
