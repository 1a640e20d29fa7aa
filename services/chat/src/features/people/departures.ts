import type { OutboxEvent } from '@maru/contracts/internal/events';
import { AppError } from '@maru/service-kit/app-error';
import type { Database, Db } from '../../platform/database.js';
import { departingPeopleRepository } from '../../repositories/departing-people.repository.js';

/** ACCOUNT_DEPARTING for somebody whose account is about to be erased: they make, join and take over nothing. */
export const requireStaying = async (db: Db, userId: string): Promise<void> => {
  const departing = await departingPeopleRepository(db).among([userId]);
  if (departing.has(userId)) throw new AppError('ACCOUNT_DEPARTING');
};

/** Remembers which accounts are about to be erased, as the user service tells: in order and at least once. */
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
