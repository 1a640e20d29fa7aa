import type { OutboxEvent } from '@maru/contracts/internal/events';
import type { UserService } from '../../clients/user-service.client.js';
import type { Database } from '../../platform/database.js';
import { peopleRepository } from '../../repositories/people.repository.js';

/** Keeps a copy of users' names, by which members can be searched. */
export class NamesService {
  constructor(
    private readonly database: Database,
    private readonly users: Pick<UserService, 'listPeople'>,
  ) {}

  /** Applies the user service's events, which come in order and at least once. */
  async apply(events: readonly OutboxEvent[]): Promise<void> {
    const people = peopleRepository(this.database.prisma);
    for (const event of events) {
      if (event.type === 'profile.updated') await people.put(event.profile);
      if (event.type === 'account.deleted') await people.remove(event.userId);
    }
  }

  /** Fetches a name that is not known yet. */
  async learn(userId: string): Promise<void> {
    const people = peopleRepository(this.database.prisma);
    if (await people.isKnown(userId)) return;
    // Keep a name that an event brought in the meantime: it is newer than this reply.
    await people.add(await this.users.listPeople([userId]));
  }
}
