import type { Clock } from '@maru/service-kit/clock';
import { poolOptions, transactionOptions } from '@maru/service-kit/mysql/pool-options';
import {
  createUnitOfWork,
  type AuthorizedRequest,
  type Transaction as UnitTransaction,
  type UnitOfWork,
} from '@maru/service-kit/mysql/unit-of-work';
import { Injectable } from '@nestjs/common';
import { PrismaMariaDb } from '@prisma/adapter-mariadb';
import { Prisma, PrismaClient } from '../generated/prisma/client.js';
import type { NewJob } from './jobs.js';
import { outboxesOf } from './outboxes.js';

/** The pool, or one transaction. */
export type Db = Prisma.TransactionClient;

/** A transaction, and what commits together with its changes. */
export type Transaction = UnitTransaction<Db, NewJob>;

export const isDuplicate = (error: unknown): boolean =>
  error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';

interface PrismaOptions {
  url: string;
  /** Called after the commit of a transaction that recorded events. */
  onRecorded?: () => void;
  clock: Clock;
}

/** MySQL through Prisma: reads on the pool, changes in transactions that carry their events and jobs. */
@Injectable()
export class PrismaService extends PrismaClient implements UnitOfWork<Transaction> {
  private readonly unit: UnitOfWork<Transaction>;

  constructor({ url, onRecorded, clock }: PrismaOptions) {
    super({ adapter: new PrismaMariaDb(poolOptions(url)) });
    this.unit = createUnitOfWork<Db, NewJob>({
      begin: (work) => this.$transaction(work, transactionOptions()),
      outboxesOf,
      onRecorded,
      clock,
    });
  }

  ping(): Promise<unknown> {
    return this.$queryRaw`SELECT 1`;
  }

  transact<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return this.unit.transact(work);
  }

  transactOnce<T extends object, Granted = undefined>(
    request: AuthorizedRequest<Transaction, Granted>,
    work: (transaction: Transaction, granted: Granted) => Promise<T>,
  ): Promise<T> {
    return this.unit.transactOnce(request, work);
  }
}
