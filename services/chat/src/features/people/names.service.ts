import type { OutboxEvent } from '@maru/contracts/internal/events';
import type { Logger } from '@maru/service-kit/logger';
import type { UserService } from '../../clients/user-service.client.js';
import type { Database } from '../../platform/database.js';
import { peopleRepository } from '../../repositories/people.repository.js';

interface NamesDeps {
  database: Database;
  users: Pick<UserService, 'listPeople'>;
  log: Logger;
}

/** Keeps a copy of what people are called, so that members can be searched by it. */
export class NamesService {
  constructor(private readonly deps: NamesDeps) {}

  /** What the user service tells, in order and at least once. */
  async apply(events: readonly OutboxEvent[]): Promise<void> {
    const people = peopleRepository(this.deps.database.prisma);
    for (const event of events) {
      if (event.type === 'profile.updated') await people.put(event.profile);
      if (event.type === 'account.deleted') await people.remove(event.userId);
    }
  }

  /** Asks for the names of who has joined, unless they are known. Whatever fails here, they are in and found by other names. */
  async learn(events: readonly OutboxEvent[]): Promise<void> {
    const newcomers = events.flatMap((event) => (event.type === 'member.joined' ? event.member.userId : []));
    await Promise.all(newcomers.map((userId) => this.learnOne(userId)));
  }

  private async learnOne(userId: string): Promise<void> {
    const { database, users, log } = this.deps;
    const people = peopleRepository(database.prisma);
    try {
      if (await people.isKnown(userId)) return;
      // An event that came meanwhile tells something newer than this answer: it stays.
      await people.add(await users.listPeople([userId]));
    } catch (error) {
      log.warn({ err: error }, 'the name of a new member is not known yet');
    }
  }
}
