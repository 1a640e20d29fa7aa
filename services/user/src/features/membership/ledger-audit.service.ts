import type { Clock } from '@maru/service-kit/clock';
import { every } from '@maru/service-kit/jobs/periodic';
import type { Logger } from '@maru/service-kit/logger';
import { Inject, Injectable } from '@nestjs/common';
import type { TossClient, TossTransaction } from '../../clients/toss.client.js';
import { CLOCK, LOGGER, TOSS } from '../../platform/injection-tokens.js';
import type { Feature } from '../../platform/jobs.js';
import { PrismaService } from '../../platform/prisma.service.js';
import { LedgerRows } from '../../repositories/ledger-rows.js';
import { dayAt, startOf } from './rules/korean-days.js';

const dayMs = 86_400_000;
/** Each day is compared three times: a day without the service misses none. */
const comparedDays = 3;
/** Beyond it, the run fails and alarms: the ledger needs another way of comparing then. */
const maxPages = 1_000;

const isCancellation = ({ status }: TossTransaction): boolean => status.endsWith('CANCELED');

/** Compares the movements of money at Toss with the ledger. A difference alarms an operator, and the order is checked. */
@Injectable()
export class LedgerAudit implements Feature {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly log: Logger,
    @Inject(TOSS) private readonly toss: TossClient,
    private readonly prisma: PrismaService,
    private readonly rows: LedgerRows,
  ) {}

  readonly every = [every(dayMs, 'ledger audit', () => this.compare())];

  /** Compares the last days that have ended in Korea. */
  async compare(): Promise<void> {
    const end = dayAt(this.clock());
    const start = end.subtract({ days: comparedDays });
    const seen = new Set<string>();
    let after: string | undefined;
    for (let page = 0; page < maxPages; page += 1) {
      const window = { startDay: start.toString(), endDay: end.toString(), after };
      const transactions = await this.toss.listTransactions(window);
      const last = transactions.at(-1);
      if (!last) return this.compareOwn(startOf(start), startOf(end), seen);
      for (const { orderId } of transactions) seen.add(orderId);
      await this.comparePage(transactions);
      after = last.transactionKey;
    }
    throw new Error('toss has more transactions than the audit reads');
  }

  private async comparePage(transactions: TossTransaction[]): Promise<void> {
    const payments = await this.rows.payments.listOf([
      ...new Set(transactions.map(({ orderId }) => orderId)),
    ]);
    const captured = new Set(
      payments.filter(({ state }) => state === 'captured').map(({ orderId }) => orderId),
    );
    const cancellations = transactions.filter(isCancellation);
    const known = await this.rows.refunds.knownKeys(
      cancellations.map(({ transactionKey }) => transactionKey),
    );
    for (const { orderId } of transactions.filter((each) => !captured.has(each.orderId)))
      await this.report(orderId, 'toss took money that the ledger has not');
    for (const { orderId } of cancellations.filter(({ transactionKey }) => !known.has(transactionKey)))
      await this.report(orderId, 'toss gave money back that the ledger has not');
  }

  private async compareOwn(from: Date, to: Date, seen: ReadonlySet<string>): Promise<void> {
    for (const orderId of await this.rows.payments.listApproved(from, to))
      if (!seen.has(orderId)) await this.report(orderId, 'the ledger took money that toss has not');
  }

  private async report(orderId: string, difference: string): Promise<void> {
    this.log.error({ orderId }, difference);
    if (await this.rows.orders.find(orderId))
      await this.prisma.transact(({ enqueue }) => enqueue({ kind: 'check-order', orderId }));
  }
}
