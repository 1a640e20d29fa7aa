import { Injectable } from '@nestjs/common';
import { PrismaService, type Db } from '../platform/prisma.service.js';

/** The author and the subject of a note. */
export interface NoteOf {
  authorId: string;
  aboutId: string;
}

/** Rows of `person_notes`; an empty note is not stored. */
@Injectable()
export class NotesRepository {
  constructor(private readonly prisma: PrismaService) {}

  async find(of: NoteOf): Promise<string> {
    return (await this.prisma.personNote.findUnique({ where: { authorId_aboutId: of } }))?.text ?? '';
  }

  async put(of: NoteOf, text: string, db: Db): Promise<void> {
    if (!text) await db.personNote.deleteMany({ where: of });
    else
      await db.personNote.upsert({
        where: { authorId_aboutId: of },
        create: { ...of, text },
        update: { text },
      });
  }
}
