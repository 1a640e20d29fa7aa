import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { OutboxEvent } from '@maru/contracts/internal/events';
import { AppError } from '@maru/service-kit/app-error';
import { newId } from '@maru/service-kit/ids';
import { connectionWaitMs as defaultWaitMs } from '@maru/service-kit/mysql/pool-options';
import type { ITXClientDenyList } from '@prisma/client/runtime/client';
import { Prisma } from '../generated/prisma/client.js';
import type { AuditRecord } from './audit.js';
import type { Job } from './jobs/job.js';
import { createPrisma } from './prisma.js';

/** What queries run on: the pool, or one transaction. */
export type Db = Omit<ReturnType<typeof createPrisma>, ITXClientDenyList>;

/** A transaction and the events that it commits together with its changes. */
export interface Transaction {
  db: Db;
  record(event: OutboxEvent): Promise<void>;
  /** Writes into the server's log who did what. */
  audit(entry: AuditRecord): Promise<void>;
  /** Leaves work for the background, at once or not before `runAt`. */
  enqueue(job: Job, options?: { runAt?: Date }): Promise<void>;
}

export interface IdempotentRequest {
  userId: string;
  key: string;
  /** Everything that makes the request what it is; the same key with another request is a mistake. */
  request: unknown;
}

interface DatabaseOptions {
  url: string;
  /** Where browsers find pictures. */
  mediaUrl: string;
  onCommitted?: () => void;
  connectionWaitMs?: number;
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof Prisma.PrismaClientKnownRequestError ? error.code : undefined;

/** Deadlock or lock timeout: the transaction was rolled back and may be tried again. */
const isRetryable = (error: unknown) =>
  codeOf(error) === 'P2034' ||
  // A raw query's error only carries MySQL's own number, in its text.
  (codeOf(error) === 'P2010' && /Code: `(1213|1205)`/.test(String(error)));
const isDuplicate = (error: unknown) => codeOf(error) === 'P2002';

const maxAttempts = 8;

const hashOf = (request: unknown): string =>
  createHash('sha256').update(JSON.stringify(request)).digest('hex');

/** MySQL through Prisma: reads on the pool, changes in transactions that carry their outbox rows. */
export class Database {
  readonly prisma: ReturnType<typeof createPrisma>;
  private readonly onCommitted: (() => void) | undefined;
  private readonly connectionWaitMs: number;

  constructor({ url, mediaUrl, onCommitted, connectionWaitMs = defaultWaitMs }: DatabaseOptions) {
    this.prisma = createPrisma(url, mediaUrl, connectionWaitMs);
    this.connectionWaitMs = connectionWaitMs;
    this.onCommitted = onCommitted;
  }

  /** Runs `work` in a transaction, again after a deadlock; tells the relay when it has committed. */
  async transact<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const result = await this.prisma.$transaction(
          (db) =>
            work({
              db,
              record: (event) => this.record(db, event),
              audit: (entry) => this.audit(db, entry),
              enqueue: (job, options) => this.enqueue(db, job, options),
            }),
          {
            // Each statement sees what was committed before it: after waiting for a lock, a snapshot would be stale.
            isolationLevel: 'ReadCommitted',
            timeout: 10_000,
            maxWait: this.connectionWaitMs,
          },
        );
        this.onCommitted?.();
        return result;
      } catch (error) {
        if (!isRetryable(error) || attempt === maxAttempts) throw error;
        // Those that met in a deadlock should not meet again at once.
        await delay(Math.random() * 10 * 2 ** attempt);
      }
    }
  }

  /** As `transact`, but a repeat of the same request gets the first reply and changes nothing. */
  async transactOnce<T extends object>(
    { userId, key, request }: IdempotentRequest,
    work: (transaction: Transaction) => Promise<T>,
  ): Promise<T> {
    const requestHash = hashOf(request);
    const firstReply = async (db: Db): Promise<T | undefined> => {
      const row = await db.idempotencyKey.findUnique({ where: { userId_key: { userId, key } } });
      if (row && row.requestHash !== requestHash) throw new AppError('IDEMPOTENCY_KEY_REUSED');
      // It was written below.
      return row ? (row.reply as T) : undefined;
    };

    try {
      return await this.transact(async (transaction) => {
        const known = await firstReply(transaction.db);
        if (known) return known;
        const reply = await work(transaction);
        const data: Prisma.IdempotencyKeyCreateInput = { userId, key, requestHash, reply };
        await transaction.db.idempotencyKey.create({ data });
        return reply;
      });
    } catch (error) {
      // Another request with this key has committed meanwhile; ours was rolled back whole.
      const known = isDuplicate(error) ? await firstReply(this.prisma) : undefined;
      if (known) return known;
      throw error;
    }
  }

  /** Forgets replies that nobody will ask for any more. */
  async pruneIdempotencyKeys(olderThan: Date): Promise<void> {
    await this.prisma.idempotencyKey.deleteMany({ where: { createdAt: { lt: olderThan } } });
  }

  ping(): Promise<unknown> {
    return this.prisma.$queryRaw`SELECT 1`;
  }

  close(): Promise<void> {
    return this.prisma.$disconnect();
  }

  private async audit(db: Db, { changes, ...entry }: AuditRecord): Promise<void> {
    if (changes?.length === 0) return;
    const reason = entry.reason || null;
    // The server is locked, so its entries come in the order of their commits, whatever the clocks of the nodes say.
    const { serverId } = entry;
    const last = await db.auditEntry.findFirst({ where: { serverId }, orderBy: { id: 'desc' } });
    // Prisma's type of JSON wants an index signature.
    const data = {
      ...entry,
      reason,
      id: newId(last?.id),
      changes: (changes ?? []).map((change) => ({ ...change })),
    };
    await db.auditEntry.create({ data });
  }

  private async record(db: Db, event: OutboxEvent): Promise<void> {
    await db.outboxRow.create({ data: { event } });
  }

  private async enqueue(db: Db, job: Job, { runAt = new Date() }: { runAt?: Date } = {}): Promise<void> {
    await db.jobRow.create({ data: { id: newId(), job, runAt } });
  }
}
