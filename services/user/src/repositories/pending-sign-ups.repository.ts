import type { Locale } from '@maru/contracts/primitives';
import { Injectable } from '@nestjs/common';
import { PrismaService, type Db } from '../platform/prisma.service.js';

/** A sign-up that waits for its code, or (without `userId`) only pretends to, because the address is taken. */
export interface PendingSignUpRecord {
  email: string;
  userId: string | null;
  tokenHash: string;
  nickname: string;
  locale: Locale;
  marketingConsented: boolean;
  consentedAt: Date;
  codeSentAt: Date;
  codesSent: number;
  /** Attempts at the latest code. */
  attempts: number;
  confirmedAt: Date | null;
}

/** Rows of `pending_sign_ups`: the latest per address. */
@Injectable()
export class PendingSignUpsRepository {
  constructor(private readonly prisma: PrismaService) {}

  async find(email: string): Promise<PendingSignUpRecord | undefined> {
    return (await this.prisma.pendingSignUp.findUnique({ where: { email } })) ?? undefined;
  }

  async findByUserId(userId: string): Promise<PendingSignUpRecord | undefined> {
    return (await this.prisma.pendingSignUp.findFirst({ where: { userId } })) ?? undefined;
  }

  async save(record: PendingSignUpRecord): Promise<void> {
    const { email, ...data } = record;
    await this.prisma.pendingSignUp.upsert({ where: { email }, create: record, update: data });
  }

  async update(email: string, change: Partial<Omit<PendingSignUpRecord, 'email'>>): Promise<void> {
    await this.prisma.pendingSignUp.updateMany({ where: { email }, data: change });
  }

  /** Claims the right to send a code: returns false if one was sent after `sentBefore`, even by a parallel request. */
  async claimCodeSending(email: string, claim: { now: Date; sentBefore: Date }): Promise<boolean> {
    const { count } = await this.prisma.pendingSignUp.updateMany({
      where: { email, codeSentAt: { lte: claim.sentBefore } },
      data: { codeSentAt: claim.now, codesSent: { increment: 1 }, attempts: 0 },
    });
    return count === 1;
  }

  /** Takes one of `max` attempts before the code is checked, so that parallel guesses can't share one. */
  async takeAttempt(email: string, max: number): Promise<boolean> {
    const where = { email, attempts: { lt: max } };
    const data = { attempts: { increment: 1 } };
    return (await this.prisma.pendingSignUp.updateMany({ where, data })).count === 1;
  }

  async giveAttemptBack(email: string): Promise<void> {
    const where = { email, attempts: { gt: 0 } };
    await this.prisma.pendingSignUp.updateMany({ where, data: { attempts: { decrement: 1 } } });
  }

  /** After signing out there is no confirmation to repeat. */
  async removeOf(userId: string, db: Db): Promise<void> {
    await db.pendingSignUp.deleteMany({ where: { userId } });
  }

  /** Removes sign-ups whose latest code was sent before this time. */
  async prune(sentBefore: Date): Promise<void> {
    await this.prisma.pendingSignUp.deleteMany({ where: { codeSentAt: { lt: sentBefore } } });
  }
}
