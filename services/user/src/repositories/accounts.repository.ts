import { accent, type Profile } from '@maru/contracts/http/user/profiles';
import type { Me } from '@maru/contracts/http/user/auth';
import type { Plan } from '@maru/contracts/membership';
import type { Locale } from '@maru/contracts/primitives';
import type { Clock } from '@maru/service-kit/clock';
import { Inject, Injectable } from '@nestjs/common';
import { randomInt, randomUUID } from 'node:crypto';
import type { Env } from '../config/env.js';
import type { Account } from '../generated/prisma/client.js';
import { CLOCK, ENV } from '../platform/injection-tokens.js';
import { isDuplicate, PrismaService, type Db } from '../platform/prisma.service.js';
import { MembershipSpans } from './membership-spans.js';

export interface NewAccount {
  userId: string;
  email: string | null;
  nickname: string;
  locale: Locale;
  hasPassword: boolean;
  twoFactorAt?: Date;
  consentedAt: Date;
  marketingConsented: boolean;
}

/** The fields that signing in depends on. */
export type AccountSecurity = Pick<
  Account,
  | 'userId'
  | 'email'
  | 'nickname'
  | 'locale'
  | 'hasPassword'
  | 'twoFactorAt'
  | 'deletionAt'
  | 'credentialVersion'
>;

type Change = Partial<
  Pick<
    Account,
    | 'nickname'
    | 'tag'
    | 'tagline'
    | 'bio'
    | 'accent'
    | 'avatarKey'
    | 'bannerKey'
    | 'email'
    | 'hasPassword'
    | 'twoFactorAt'
    | 'deletionAt'
  >
>;

const tagCharacters = 'abcdefghjkmnpqrstuvwxyz23456789';
const newTag = () =>
  `maru_${Array.from({ length: 8 }, () => tagCharacters[randomInt(tagCharacters.length)]).join('')}`;

const securityFields = {
  userId: true,
  email: true,
  nickname: true,
  locale: true,
  hasPassword: true,
  twoFactorAt: true,
  deletionAt: true,
  credentialVersion: true,
} as const;

/** For a newly created account. */
export const firstVersion = 1;

/** Rows of `accounts`. */
@Injectable()
export class AccountsRepository {
  constructor(
    private readonly prisma: PrismaService,
    @Inject(ENV) private readonly env: Pick<Env, 'MEDIA_URL'>,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly spans: MembershipSpans,
  ) {}

  async findMe(userId: string): Promise<Me | undefined> {
    const row = await this.prisma.account.findUnique({ where: { userId } });
    if (!row) return undefined;
    const [profile] = await this.toProfiles([row], this.prisma);
    return profile && { ...profile, email: row.email, locale: row.locale };
  }

  async find(userId: string, db: Db = this.prisma): Promise<AccountSecurity | undefined> {
    return (await db.account.findUnique({ where: { userId }, select: securityFields })) ?? undefined;
  }

  async findByEmail(email: string): Promise<AccountSecurity | undefined> {
    return (await this.prisma.account.findUnique({ where: { email }, select: securityFields })) ?? undefined;
  }

  async imageKeys(
    userId: string,
  ): Promise<{ avatarKey: string | null; bannerKey: string | null } | undefined> {
    const select = { avatarKey: true, bannerKey: true };
    return (await this.prisma.account.findUnique({ where: { userId }, select })) ?? undefined;
  }

  /** Inserts the account with a unique tag, unless it exists. @throws If the address belongs to another account. */
  async insert(
    { consentedAt, marketingConsented, ...account }: NewAccount,
    db: Db = this.prisma,
  ): Promise<void> {
    const data = {
      ...account,
      tag: newTag(),
      termsAcceptedAt: consentedAt,
      privacyAcceptedAt: consentedAt,
      age14ConfirmedAt: consentedAt,
      marketingConsentedAt: marketingConsented ? consentedAt : null,
    };
    try {
      await db.account.create({ data });
    } catch (error) {
      if (!isDuplicate(error) || !(await this.find(account.userId, db))) throw error;
    }
  }

  async update(userId: string, change: Change, db: Db = this.prisma): Promise<void> {
    await db.account.update({ where: { userId }, data: change });
  }

  async countVersion(userId: string, db: Db): Promise<void> {
    await db.account.updateMany({ where: { userId }, data: { credentialVersion: { increment: 1 } } });
  }

  /** Locks the account until the transaction ends. */
  async lock(userId: string, db: Db): Promise<void> {
    await db.$queryRaw`SELECT user_id FROM accounts WHERE user_id = ${userId} FOR UPDATE`;
  }

  async findProfile(userId: string, db: Db = this.prisma): Promise<Profile | undefined> {
    const row = await db.account.findUnique({ where: { userId } });
    return row ? (await this.toProfiles([row], db))[0] : undefined;
  }

  async listProfiles(userIds: string[]): Promise<Profile[]> {
    const rows = await this.prisma.account.findMany({ where: { userId: { in: userIds } } });
    return this.toProfiles(rows, this.prisma);
  }

  /** Removes everything that the service knows of a person. Locks the account first; otherwise a row written meanwhile would outlive it. */
  async erase({ userId, email }: Pick<AccountSecurity, 'userId' | 'email'>, db: Db): Promise<void> {
    await this.lock(userId, db);
    await db.session.deleteMany({ where: { userId } });
    await db.identity.deleteMany({ where: { userId } });
    await db.flow.deleteMany({ where: { OR: [{ userId }, ...(email ? [{ email }] : [])] } });
    await db.knownPlace.deleteMany({ where: { userId } });
    await db.recoveryCode.deleteMany({ where: { userId } });
    await db.personNote.deleteMany({ where: { OR: [{ authorId: userId }, { aboutId: userId }] } });
    await db.securityEvent.deleteMany({ where: { userId } });
    await db.perkUse.deleteMany({ where: { userId } });
    await db.cardRegistration.deleteMany({ where: { userId } });
    await db.billingCard.deleteMany({ where: { userId } });
    await db.subscription.deleteMany({ where: { userId } });
    await db.idempotencyKey.deleteMany({ where: { userId } });
    await db.pendingSignUp.deleteMany({ where: { OR: [{ userId }, ...(email ? [{ email }] : [])] } });
    await this.pseudonymize(userId, db);
    await db.account.deleteMany({ where: { userId } });
  }

  /** The law keeps rows of money for five years: they lose the person, but still belong together. */
  private async pseudonymize(userId: string, db: Db): Promise<void> {
    const pseudonym = randomUUID();
    await db.order.updateMany({ where: { buyerId: userId }, data: { buyerId: pseudonym } });
    await db.segment.updateMany({ where: { userId }, data: { userId: pseudonym } });
  }

  private async toProfiles(rows: readonly Account[], db: Db): Promise<Profile[]> {
    const userIds = rows.map(({ userId }) => userId);
    const plans = await this.spans.plansOf(userIds, this.clock(), db);
    return rows.map((row) => this.toProfile(row, plans.get(row.userId) ?? 'free'));
  }

  private toProfile(row: Account, plan: Plan): Profile {
    const { userId, nickname, tag, tagline, bio, avatarKey, bannerKey, createdAt } = row;
    const url = (key: string | null, size: number) => key && `${this.env.MEDIA_URL}/${key}-${size}.webp`;
    return {
      userId,
      nickname,
      tag,
      tagline,
      bio,
      accent: accent.catch('pine').parse(row.accent),
      avatarUrl: url(avatarKey, 160),
      avatarLargeUrl: url(avatarKey, 512),
      bannerUrl: url(bannerKey, 600),
      bannerLargeUrl: url(bannerKey, 1500),
      plan,
      createdAt: createdAt.toISOString(),
    };
  }
}
