import type { Me } from '@maru/contracts/http/user/auth';
import type { Profile } from '@maru/contracts/http/user/profiles';
import type { Locale } from '@maru/contracts/primitives';
import { Injectable } from '@nestjs/common';
import { Prisma } from '../generated/prisma/client.js';
import { PrismaService } from '../platform/prisma.service.js';

export interface NewAccount {
  userId: string;
  email: string;
  nickname: string;
  locale: Locale;
  consentedAt: Date;
  marketingConsented: boolean;
}

/** Rows of `accounts`. */
@Injectable()
export class AccountsRepository {
  constructor(private readonly prisma: PrismaService) {}

  async find(userId: string): Promise<Me | undefined> {
    const row = await this.prisma.account.findUnique({ where: { userId } });
    if (!row) return undefined;
    const { email, nickname, avatarUrl, locale, createdAt } = row;
    return { userId, email, nickname, avatarUrl, locale, createdAt: createdAt.toISOString() };
  }

  /** Adds the account unless it is there already. */
  async insert({ consentedAt, marketingConsented, ...account }: NewAccount): Promise<void> {
    const data = {
      ...account,
      termsAcceptedAt: consentedAt,
      privacyAcceptedAt: consentedAt,
      age14ConfirmedAt: consentedAt,
      marketingConsentedAt: marketingConsented ? consentedAt : null,
    };
    try {
      await this.prisma.account.create({ data });
    } catch (error) {
      const isThere = error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';
      if (!isThere) throw error;
    }
  }

  async listProfiles(userIds: string[]): Promise<Profile[]> {
    return this.prisma.account.findMany({
      where: { userId: { in: userIds } },
      select: { userId: true, nickname: true, avatarUrl: true },
    });
  }
}
