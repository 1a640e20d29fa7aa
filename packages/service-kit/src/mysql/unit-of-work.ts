import type { OutboxEvent } from '@maru/contracts/internal/events';
import { systemClock, type Clock } from '../clock.js';
import { hasErrorCode } from '../error-codes.js';
import { insertJob } from '../jobs/job-queue.js';
import { insertEvent, type OutboxTable } from '../outbox/outbox-table.js';
import { jitteredPause, retry } from '../retry.js';
import { findReply, insertReply, type IdempotentRequest } from './idempotency-keys.js';
import type { SqlClient } from './sql-client.js';

/** A transaction, and what commits together with its changes. */
export interface Transaction<Db, Job> {
  db: Db;
  /** Writes an event into the outbox; the relay delivers it after the commit. */
  record(event: OutboxEvent): Promise<void>;
  /** Writes a job; the runner begins it after the commit, and not before `runAt`. */
  enqueue(job: Job, options?: { runAt?: Date }): Promise<void>;
}

type Work<Tx, T> = (transaction: Tx) => Promise<T>;

export interface AuthorizedRequest<Tx, Granted> extends IdempotentRequest {
  /** Runs first, also for a repeat: a caller who may no longer make the request does not get the first reply again either. */
  authorize?: Work<Tx, Granted>;
}

/** Changes of one database. */
export interface UnitOfWork<Tx> {
  /**
   * Runs `work` in a READ COMMITTED transaction, and again after a deadlock or a lock timeout: `work` must touch nothing but the
   * transaction.
   */
  transact<T>(work: Work<Tx, T>): Promise<T>;
  /** Like `transact`; a repeat of the same request returns the first reply and changes nothing. */
  transactOnce<T extends object, Granted = undefined>(
    request: AuthorizedRequest<Tx, Granted>,
    work: (transaction: Tx, granted: Granted) => Promise<T>,
  ): Promise<T>;
}

interface UnitOfWorkOptions<Db> {
  /** Runs `work` in one transaction and commits it; rolls back when `work` throws. */
  begin: <T>(work: (db: Db) => Promise<T>) => Promise<T>;
  /** The outboxes that an event goes to, one for each receiver. */
  outboxesOf?: (event: OutboxEvent) => readonly OutboxTable[];
  /** Called after the commit of a transaction that recorded events. */
  onRecorded?: () => void;
  clock?: Clock;
}

/** Deadlock, lock timeout, and Prisma's name for the first: the transaction was rolled back. */
const conflicts = ['1213', '1205', 'P2034'];
const duplicates = ['1062', 'P2002'];

export const createUnitOfWork = <Db extends SqlClient, Job>({
  begin,
  outboxesOf = () => ['outbox'],
  onRecorded,
  clock = systemClock,
}: UnitOfWorkOptions<Db>): UnitOfWork<Transaction<Db, Job>> => {
  const attempt = async <T>(work: Work<Transaction<Db, Job>, T>): Promise<T> => {
    let hasEvents = false;
    const result = await begin((db) =>
      work({
        db,
        record: async (event) => {
          for (const table of outboxesOf(event)) await insertEvent(db, table, event);
          hasEvents = true;
        },
        enqueue: (job, { runAt = clock() } = {}) => insertJob(db, job, runAt),
      }),
    );
    if (hasEvents) onRecorded?.();
    return result;
  };

  const transact = <T>(work: Work<Transaction<Db, Job>, T>): Promise<T> =>
    retry(() => attempt(work), {
      attempts: 8,
      pauseMs: jitteredPause(10),
      isTemporary: (error) => hasErrorCode(error, conflicts),
    });

  return {
    transact,
    async transactOnce<T extends object, Granted = undefined>(
      request: AuthorizedRequest<Transaction<Db, Job>, Granted>,
      work: (transaction: Transaction<Db, Job>, granted: Granted) => Promise<T>,
    ) {
      try {
        return await transact(async (transaction) => {
          // Without `authorize` there is nothing to grant.
          const granted = (await request.authorize?.(transaction)) as Granted;
          const known = await findReply<T>(transaction.db, request);
          if (known) return known;
          const reply = await work(transaction, granted);
          await insertReply(transaction.db, request, { reply, createdAt: clock() });
          return reply;
        });
      } catch (error) {
        // Another request with this key committed first, and the whole of this one was rolled back.
        const known = hasErrorCode(error, duplicates)
          ? await transact(({ db }) => findReply<T>(db, request))
          : undefined;
        if (known) return known;
        throw error;
      }
    },
  };
};
