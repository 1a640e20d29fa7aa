import type { Device } from '@maru/contracts/http/user/account';
import type { Clock } from '@maru/service-kit/clock';
import { Inject, Injectable } from '@nestjs/common';
import type { Session } from '../generated/prisma/client.js';
import { CLOCK } from '../platform/injection-tokens.js';
import { PrismaService, type Db } from '../platform/prisma.service.js';

export type SessionRecord = Session;

/** Rows of `sessions`: one per signed-in device. */
@Injectable()
export class SessionsRepository {
  constructor(
    private readonly prisma: PrismaService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async find(sessionId: string, db: Db = this.prisma): Promise<SessionRecord | undefined> {
    return (await db.session.findUnique({ where: { sessionId } })) ?? undefined;
  }

  listOf(userId: string): Promise<SessionRecord[]> {
    return this.prisma.session.findMany({ where: { userId }, orderBy: { lastSeenAt: 'desc' }, take: 100 });
  }

  async insert(
    session: { sessionId: string; userId: string; provenVersion: number; device: Device },
    db: Db,
  ): Promise<void> {
    const { device, ...ids } = session;
    const now = this.clock();
    const times = { createdAt: now, rotatedAt: now, lastSeenAt: now };
    await db.session.create({ data: { ...ids, ...device, ...times } });
  }

  /** Increments the generation from `generation`, unless another refresh has done so. */
  async rotate(sessionId: string, generation: number): Promise<void> {
    const now = this.clock();
    await this.prisma.session.updateMany({
      where: { sessionId, generation },
      data: { generation: generation + 1, rotatedAt: now, lastSeenAt: now },
    });
  }

  async stepUp(sessionId: string, provenVersion: number, db: Db): Promise<void> {
    await db.session.updateMany({ where: { sessionId }, data: { steppedUpAt: this.clock(), provenVersion } });
  }

  /** The session that has just changed its account needs no new proof. */
  async carryProof(sessionId: string, from: number, db: Db): Promise<void> {
    const where = { sessionId, provenVersion: from };
    await db.session.updateMany({ where, data: { provenVersion: from + 1 } });
  }

  /** Returns whether it removed a session. */
  async remove(sessionId: string, userId: string, db: Db): Promise<boolean> {
    return (await db.session.deleteMany({ where: { sessionId, userId } })).count > 0;
  }

  /** Returns the ids of the removed sessions. */
  async removeAll(userId: string, { except }: { except?: string }, db: Db): Promise<string[]> {
    const where = { userId, ...(except ? { sessionId: { not: except } } : {}) };
    const rows = await db.session.findMany({ where, select: { sessionId: true } });
    const ids = rows.map((row) => row.sessionId);
    await db.session.deleteMany({ where: { sessionId: { in: ids } } });
    return ids;
  }

  async prune(lastSeenBefore: Date): Promise<void> {
    await this.prisma.session.deleteMany({ where: { lastSeenAt: { lt: lastSeenBefore } } });
  }
}
