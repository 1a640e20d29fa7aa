import type { OutboxEvent } from '@maru/contracts/internal/events';
import type { Database } from '../../platform/database.js';
import { departingPeopleRepository } from '../../repositories/departing-people.repository.js';

/** Records the accounts that are scheduled for deletion; the user service sends their events in order, at least once. */
export class DeparturesService {
  constructor(private readonly database: Database) {}

  async apply(events: readonly OutboxEvent[]): Promise<void> {
    const departing = departingPeopleRepository(this.database.prisma);
    for (const event of events) {
      if (event.type === 'account.deletion-scheduled')
        await departing.put(event.userId, new Date(event.deletesAt));
      if (event.type === 'account.deletion-cancelled' || event.type === 'account.deleted')
        await departing.remove(event.userId);
    }
  }
}
