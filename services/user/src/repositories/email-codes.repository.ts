import { Injectable } from '@nestjs/common';
import type { EmailCode } from '../generated/prisma/client.js';
import { PrismaService, type Db } from '../platform/prisma.service.js';

export type EmailCodeRecord = EmailCode;
export type CodePurpose = EmailCode['purpose'];

/** Rows of `email_codes`: the latest of each undertaking. */
@Injectable()
export class EmailCodesRepository {
  constructor(private readonly prisma: PrismaService) {}

  async find(purpose: CodePurpose, subject: string): Promise<EmailCodeRecord | undefined> {
    const where = { purpose_subject: { purpose, subject } };
    return (await this.prisma.emailCode.findUnique({ where })) ?? undefined;
  }

  async save(code: Omit<EmailCodeRecord, 'attempts'>): Promise<void> {
    const { purpose, subject } = code;
    const data = { ...code, attempts: 0 };
    await this.prisma.emailCode.upsert({
      where: { purpose_subject: { purpose, subject } },
      create: data,
      update: data,
    });
  }

  /** Takes one of `max` tries, before the code is looked at: parallel guesses can't share one. */
  async takeAttempt(purpose: CodePurpose, subject: string, max: number): Promise<boolean> {
    const { count } = await this.prisma.emailCode.updateMany({
      where: { purpose, subject, attempts: { lt: max } },
      data: { attempts: { increment: 1 } },
    });
    return count === 1;
  }

  /** Whether it was there: a code is used once, also when two try at the same moment. */
  async remove(purpose: CodePurpose, subject: string, db: Db = this.prisma): Promise<boolean> {
    return (await db.emailCode.deleteMany({ where: { purpose, subject } })).count === 1;
  }

  async prune(now: Date): Promise<void> {
    await this.prisma.emailCode.deleteMany({ where: { expiresAt: { lt: now } } });
  }
}
