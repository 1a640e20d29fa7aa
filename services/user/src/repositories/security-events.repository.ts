import { securityEvent, type Device, type SecurityEvent } from '@maru/contracts/http/user/account';
import type { Clock } from '@maru/service-kit/clock';
import { newId } from '@maru/service-kit/ids';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK } from '../platform/injection-tokens.js';
import { PrismaService, type Db } from '../platform/prisma.service.js';

export interface NewSecurityEvent {
  userId: string;
  type: SecurityEvent['type'];
  detail?: string;
  device: Device;
}

/** Rows of `security_events`. */
@Injectable()
export class SecurityEventsRepository {
  constructor(
    private readonly prisma: PrismaService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async add({ device, ...event }: NewSecurityEvent, db: Db = this.prisma): Promise<void> {
    await db.securityEvent.create({ data: { id: newId(), ...event, ...device, at: this.clock() } });
  }

  /** Returns events newest first, starting after `before`. */
  async page(
    userId: string,
    { before, limit }: { before?: string; limit: number },
  ): Promise<SecurityEvent[]> {
    const rows = await this.prisma.securityEvent.findMany({
      where: { userId, ...(before ? { id: { lt: before } } : {}) },
      orderBy: { id: 'desc' },
      take: limit,
    });
    return rows.map(({ browser, system, kind, at, ...row }) =>
      securityEvent.parse({ ...row, device: { browser, system, kind }, at: at.toISOString() }),
    );
  }

  /** Returns the type of the latest event among these types. */
  async latest(
    userId: string,
    { types, since }: { types: SecurityEvent['type'][]; since: Date },
  ): Promise<SecurityEvent['type'] | undefined> {
    const row = await this.prisma.securityEvent.findFirst({
      where: { userId, type: { in: types }, at: { gte: since } },
      orderBy: { id: 'desc' },
      select: { type: true },
    });
    return row ? securityEvent.shape.type.parse(row.type) : undefined;
  }

  async prune(before: Date): Promise<void> {
    await this.prisma.securityEvent.deleteMany({ where: { at: { lt: before } } });
  }
}
