import { Injectable } from '@nestjs/common';
import { PrismaService, type Db } from '../platform/prisma.service.js';

/** Rows of `recovery_codes`: the unused ones. */
@Injectable()
export class RecoveryCodesRepository {
  constructor(private readonly prisma: PrismaService) {}

  count(userId: string): Promise<number> {
    return this.prisma.recoveryCode.count({ where: { userId } });
  }

  /** Replaces all existing codes. */
  async replace(userId: string, hashes: string[], db: Db): Promise<void> {
    await db.recoveryCode.deleteMany({ where: { userId } });
    await db.recoveryCode.createMany({ data: hashes.map((codeHash) => ({ userId, codeHash })) });
  }

  /** Consumes a code; returns false if it doesn't exist. */
  async take(userId: string, codeHash: string, db: Db): Promise<boolean> {
    return (await db.recoveryCode.deleteMany({ where: { userId, codeHash } })).count === 1;
  }
}
