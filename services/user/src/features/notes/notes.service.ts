import type { PersonNote } from '@maru/contracts/http/user/notes';
import { AppError } from '@maru/service-kit/app-error';
import { Injectable } from '@nestjs/common';
import { PrismaService } from '../../platform/prisma.service.js';
import { AccountsRepository } from '../../repositories/accounts.repository.js';
import { NotesRepository } from '../../repositories/notes.repository.js';

/** Private notes about other users. */
@Injectable()
export class NotesService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly accounts: AccountsRepository,
    private readonly notes: NotesRepository,
  ) {}

  async find(authorId: string, userId: string): Promise<PersonNote> {
    return { userId, text: await this.notes.find({ authorId, aboutId: userId }) };
  }

  /**
   * Locks both accounts; otherwise a note could outlive an account that is being erased. @throws NOT_FOUND if the subject doesn't
   * exist.
   */
  async put(authorId: string, userId: string, text: string): Promise<PersonNote> {
    await this.prisma.transact(async ({ db }) => {
      // In one order, so that two people who note each other don't wait for each other.
      for (const id of [authorId, userId].sort()) await this.accounts.lock(id, db);
      if (!(await this.accounts.find(authorId, db))) throw new AppError('SESSION_ENDED');
      if (!(await this.accounts.find(userId, db))) throw new AppError('NOT_FOUND');
      await this.notes.put({ authorId, aboutId: userId }, text, db);
    });
    return { userId, text };
  }
}
