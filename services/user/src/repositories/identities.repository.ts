import type { IdentityProvider } from '@maru/contracts/http/user/auth';
import { Injectable } from '@nestjs/common';
import type { Identity } from '../generated/prisma/client.js';
import { PrismaService, type Db } from '../platform/prisma.service.js';

export type LinkedIdentity = Identity;

/** Rows of `identities`: at most one per user and provider. */
@Injectable()
export class IdentitiesRepository {
  constructor(private readonly prisma: PrismaService) {}

  async find(provider: IdentityProvider, subject: string): Promise<LinkedIdentity | undefined> {
    const where = { provider_subject: { provider, subject } };
    return (await this.prisma.identity.findUnique({ where })) ?? undefined;
  }

  listOf(userId: string, db: Db = this.prisma): Promise<LinkedIdentity[]> {
    return db.identity.findMany({ where: { userId }, orderBy: { linkedAt: 'asc' } });
  }

  async insert(identity: Omit<LinkedIdentity, 'linkedAt'>, db: Db = this.prisma): Promise<void> {
    await db.identity.create({ data: identity });
  }

  async remove(provider: IdentityProvider, userId: string, db: Db = this.prisma): Promise<void> {
    await db.identity.deleteMany({ where: { provider, userId } });
  }
}
