import type { PaidPlan } from '@maru/contracts/membership';
import { Injectable } from '@nestjs/common';
import { PrismaService, type Db } from '../platform/prisma.service.js';

export interface SegmentRecord {
  orderId: string;
  userId: string;
  plan: PaidPlan;
  anchorDay: number;
  startsAt: Date;
  endsAt: Date;
}

/** Rows of `segments`. An account's row is locked before its segments are changed. */
@Injectable()
export class SegmentsRepository {
  constructor(private readonly prisma: PrismaService) {}

  async find(orderId: string, db: Db = this.prisma): Promise<SegmentRecord | undefined> {
    return (await db.segment.findUnique({ where: { orderId } })) ?? undefined;
  }

  listOf(orderIds: string[]): Promise<SegmentRecord[]> {
    return this.prisma.segment.findMany({ where: { orderId: { in: orderIds } } });
  }

  /** The person's segments that end after `now`, in the order of their start. A refund before the start leaves an empty one, which counts for nothing. */
  async listOpen(userId: string, now: Date, db: Db = this.prisma): Promise<SegmentRecord[]> {
    const where = { userId, endsAt: { gt: now } };
    const segments = await db.segment.findMany({ where, orderBy: { startsAt: 'asc' } });
    return segments.filter(({ startsAt, endsAt }) => startsAt < endsAt);
  }

  /** The segments of these people that have begun and not ended. */
  listRunning(userIds: string[], now: Date, db: Db): Promise<SegmentRecord[]> {
    return db.segment.findMany({
      where: { userId: { in: userIds }, startsAt: { lte: now }, endsAt: { gt: now } },
    });
  }

  async insert(segment: SegmentRecord, db: Db): Promise<void> {
    await db.segment.create({ data: segment });
  }

  async cut(orderId: string, endsAt: Date, db: Db): Promise<void> {
    await db.segment.update({ where: { orderId }, data: { endsAt } });
  }
}
