import type { Clock } from '@maru/service-kit/clock';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK } from '../platform/injection-tokens.js';
import { PrismaService, type Db } from '../platform/prisma.service.js';

/** Rows of `known_places`. */
@Injectable()
export class KnownPlacesRepository {
  constructor(
    private readonly prisma: PrismaService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Returns those of `hashes` from which this user has signed in. */
  async find(userId: string, hashes: string[]): Promise<string[]> {
    const where = { userId, placeHash: { in: hashes } };
    const rows = await this.prisma.knownPlace.findMany({ where, select: { placeHash: true } });
    return rows.map(({ placeHash }) => placeHash);
  }

  /** The caller holds the lock on the account. */
  async remember(userId: string, hashes: string[], db: Db): Promise<void> {
    await db.knownPlace.deleteMany({ where: { userId, placeHash: { in: hashes } } });
    const lastSeenAt = this.clock();
    await db.knownPlace.createMany({ data: hashes.map((placeHash) => ({ userId, placeHash, lastSeenAt })) });
  }

  async removeAllOf(userId: string, db: Db): Promise<void> {
    await db.knownPlace.deleteMany({ where: { userId } });
  }

  async prune(lastSeenBefore: Date): Promise<void> {
    await this.prisma.knownPlace.deleteMany({ where: { lastSeenAt: { lt: lastSeenBefore } } });
  }
}
