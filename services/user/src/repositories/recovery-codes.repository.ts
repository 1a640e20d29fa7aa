import { Injectable } from '@nestjs/common';
import { PrismaService, type Db } from '../platform/prisma.service.js';

/** Rows of `recovery_codes`: those that were not used yet. */
@Injectable()
export class RecoveryCodesRepository {
  constructor(private readonly prisma: PrismaService) {}

  count(userId: string): Promise<number> {
    return this.prisma.recoveryCode.count({ where: { userId } });
  }

  /** In place of all that there were. */
  async replace(userId: string, hashes: string[], db: Db): Promise<void> {
    await db.recoveryCode.deleteMany({ where: { userId } });
    await db.recoveryCode.createMany({ data: hashes.map((codeHash) => ({ userId, codeHash })) });
  }

  /** Uses a code up; false when there is none such. */
  async take(userId: string, codeHash: string, db: Db): Promise<boolean> {
    return (await db.recoveryCode.deleteMany({ where: { userId, codeHash } })).count === 1;
  }
}
