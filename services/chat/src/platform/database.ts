import { transactionOptions, type PoolWaits } from '@maru/service-kit/mysql/pool-options';
import {
  createUnitOfWork,
  type AuthorizedRequest,
  type Transaction as UnitTransaction,
  type UnitOfWork,
} from '@maru/service-kit/mysql/unit-of-work';
import { writeAudit, type AuditRecord } from './audit.js';
import type { Job } from './jobs.js';
import { createPrisma, type Db } from './prisma.js';

export type { Db } from './prisma.js';
export type { IdempotentRequest } from '@maru/service-kit/mysql/idempotency-keys';

/** A transaction that commits changes together with their events, jobs and audit entries. */
export interface Transaction extends UnitTransaction<Db, Job> {
  /** Writes an entry to the server's audit log. */
  audit(entry: AuditRecord): Promise<void>;
}

interface DatabaseOptions {
  url: string;
  /** The public URL of pictures. */
  mediaUrl: string;
  /** Called after a transaction that recorded events has committed. */
  onRecorded?: () => void;
  waits?: PoolWaits;
}

const withAudit = (transaction: UnitTransaction<Db, Job>): Transaction => ({
  ...transaction,
  audit: (entry) => writeAudit(transaction.db, entry),
});

/** MySQL through Prisma: reads use the pool; changes run in transactions with their events, jobs and audit entries. */
export class Database implements UnitOfWork<Transaction> {
  readonly prisma: ReturnType<typeof createPrisma>;
  private readonly unit: UnitOfWork<UnitTransaction<Db, Job>>;

  constructor({ url, mediaUrl, onRecorded, waits }: DatabaseOptions) {
    this.prisma = createPrisma(url, mediaUrl, waits);
    this.unit = createUnitOfWork<Db, Job>({
      begin: (work) => this.prisma.$transaction(work, transactionOptions(waits)),
      onRecorded,
    });
  }

  transact<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return this.unit.transact((transaction) => work(withAudit(transaction)));
  }

  transactOnce<T extends object, Granted = undefined>(
    { authorize, ...request }: AuthorizedRequest<Transaction, Granted>,
    work: (transaction: Transaction, granted: Granted) => Promise<T>,
  ): Promise<T> {
    return this.unit.transactOnce<T, Granted>(
      { ...request, authorize: authorize && ((transaction) => authorize(withAudit(transaction))) },
      (transaction, granted) => work(withAudit(transaction), granted),
    );
  }

  ping(): Promise<unknown> {
    return this.prisma.$queryRaw`SELECT 1`;
  }

  close(): Promise<void> {
    return this.prisma.$disconnect();
  }
}
