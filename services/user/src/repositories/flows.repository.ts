import { Injectable } from '@nestjs/common';
import type { Flow, Prisma } from '../generated/prisma/client.js';
import { PrismaService, type Db } from '../platform/prisma.service.js';

export type FlowRecord = Flow;
export type FlowKind = Flow['kind'];
export type NewFlow = Prisma.FlowCreateManyInput;

/** The code that a flow waits for. Without a hash, no code matches. */
export type MailedCode = Required<Pick<NewFlow, 'email' | 'codeHash' | 'sentAt'>>;

/** Rows of `flows`. */
@Injectable()
export class FlowsRepository {
  constructor(private readonly prisma: PrismaService) {}

  async find(id: string, db: Db = this.prisma): Promise<FlowRecord | undefined> {
    return (await db.flow.findUnique({ where: { id } })) ?? undefined;
  }

  /** Replaces an earlier one with this id, also one that a concurrent request inserts after the deletion: that is deleted, too. */
  async put(flow: NewFlow, db: Db): Promise<void> {
    await db.flow.deleteMany({ where: { id: flow.id } });
    const { count } = await db.flow.createMany({ data: [flow], skipDuplicates: true });
    if (count === 0) await this.put(flow, db);
  }

  async setCode(id: string, code: MailedCode): Promise<void> {
    await this.prisma.flow.updateMany({ where: { id }, data: { ...code, attempts: 0 } });
  }

  /** Takes one of `max` attempts before the code is checked, so that parallel guesses can't share one. */
  async takeAttempt(id: string, max: number): Promise<boolean> {
    const where = { id, attempts: { lt: max } };
    return (await this.prisma.flow.updateMany({ where, data: { attempts: { increment: 1 } } })).count === 1;
  }

  /** Returns whether the flow existed: it is used once, even by two concurrent requests. */
  async remove(id: string, db: Db = this.prisma): Promise<boolean> {
    return (await db.flow.deleteMany({ where: { id } })).count === 1;
  }

  async removeAllOf(userId: string, db: Db): Promise<void> {
    await db.flow.deleteMany({ where: { userId } });
  }

  async prune(now: Date): Promise<void> {
    await this.prisma.flow.deleteMany({ where: { expiresAt: { lt: now } } });
  }
}
