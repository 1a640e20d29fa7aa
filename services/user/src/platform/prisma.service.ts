import { connectionWaitMs, poolOptions } from '@maru/service-kit/mysql/pool-options';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { PrismaMariaDb } from '@prisma/adapter-mariadb';
import { Prisma, PrismaClient } from '../generated/prisma/client.js';

/** What queries run on: the pool, or one transaction. */
export type Db = Prisma.TransactionClient;

export const isDuplicate = (error: unknown): boolean =>
  error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';

/** The one pool of connections to the service's database. */
@Injectable()
export class PrismaService extends PrismaClient implements OnApplicationShutdown {
  constructor(url: string) {
    super({ adapter: new PrismaMariaDb(poolOptions(url)) });
  }

  ping(): Promise<unknown> {
    return this.$queryRaw`SELECT 1`;
  }

  /** Runs `work` in a transaction in which each statement sees what was committed before it. */
  transact<T>(work: (db: Db) => Promise<T>): Promise<T> {
    return this.$transaction(work, {
      isolationLevel: 'ReadCommitted',
      timeout: 10_000,
      maxWait: connectionWaitMs,
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.$disconnect();
  }
}
