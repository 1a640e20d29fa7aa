import { Injectable } from '@nestjs/common';
import type { CardRegistration } from '../generated/prisma/client.js';
import { PrismaService, type Db } from '../platform/prisma.service.js';

export type RegistrationRecord = CardRegistration;

type Change = Partial<Pick<RegistrationRecord, 'state' | 'authKey' | 'orderId'>>;

/** Rows of `card_registrations`. An account's row is locked before its registrations are changed. */
@Injectable()
export class CardRegistrationsRepository {
  constructor(private readonly prisma: PrismaService) {}

  async find(registrationId: string, db: Db = this.prisma): Promise<RegistrationRecord | undefined> {
    return (await db.cardRegistration.findUnique({ where: { registrationId } })) ?? undefined;
  }

  /** True while a card for a new subscription, asked for since `since`, has an open result. */
  async isAnyStarting(userId: string, since: Date, db: Db): Promise<boolean> {
    const where = { userId, purpose: 'subscribe', state: 'issuing', createdAt: { gte: since } } as const;
    return (await db.cardRegistration.count({ where })) > 0;
  }

  async insert(registration: RegistrationRecord, db: Db): Promise<void> {
    await db.cardRegistration.create({ data: registration });
  }

  async update(registrationId: string, change: Change, db: Db): Promise<void> {
    await db.cardRegistration.update({ where: { registrationId }, data: change });
  }

  /** Removes those that began before `before`. */
  async prune(before: Date): Promise<void> {
    await this.prisma.cardRegistration.deleteMany({ where: { createdAt: { lt: before } } });
  }
}
