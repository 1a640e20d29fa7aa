import { AppError } from '@maru/service-kit/app-error';
import type { Db } from '../../platform/database.js';
import { departingPeopleRepository } from '../../repositories/departing-people.repository.js';

/** @throws ACCOUNT_DEPARTING if the user's account is scheduled for deletion: such users can't create, join or take over servers. */
export const requireStaying = async (db: Db, userId: string): Promise<void> => {
  const departing = await departingPeopleRepository(db).among([userId]);
  if (departing.has(userId)) throw new AppError('ACCOUNT_DEPARTING');
};
