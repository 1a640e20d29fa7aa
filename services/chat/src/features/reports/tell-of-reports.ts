import type { ServerId } from '@maru/contracts/primitives';
import type { Transaction } from '../../platform/database.js';
import { reportsRepository } from '../../repositories/reports.repository.js';

/** Tells moderators how many reports wait for them. */
export const tellOfReports = async (
  { db, record }: Pick<Transaction, 'db' | 'record'>,
  serverId: ServerId,
): Promise<void> => {
  const openCount = await reportsRepository(db).count(serverId, { status: 'open' });
  await record({ type: 'reports.changed', serverId, openCount });
};
