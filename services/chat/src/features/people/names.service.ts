import type { OutboxEvent } from '@maru/contracts/internal/events';
import type { UserService } from '../../clients/user-service.client.js';
import type { Database } from '../../platform/database.js';
import { peopleRepository } from '../../repositories/people.repository.js';

/** Keeps a copy of what people are called, so that members can be searched by it. */
export class NamesService {
  constructor(
    private readonly database: Database,
    private readonly users: Pick<UserService, 'listPeople'>,
  ) {}

  /** What the user service tells, in order and at least once. */
  async apply(events: readonly OutboxEvent[]): Promise<void> {
    const people = peopleRepository(this.database.prisma);
    for (const event of events) {
      if (event.type === 'profile.updated') await people.put(event.profile);
      if (event.type === 'account.deleted') await people.remove(event.userId);
    }
  }

  /** Asks for a name that is not known yet. */
  async learn(userId: string): Promise<void> {
    const people = peopleRepository(this.database.prisma);
    if (await people.isKnown(userId)) return;
    // An event that came meanwhile tells something newer than this answer: it stays.
    await people.add(await this.users.listPeople([userId]));
  }
}
