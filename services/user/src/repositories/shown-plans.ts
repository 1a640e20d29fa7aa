import type { Plan } from '@maru/contracts/membership';
import type { Db } from '../platform/prisma.service.js';

/** Reads the plans whose badges profiles show. */
export interface ShownPlans {
  /** Returns the plan of each person at `now`; those on FREE may be left out. */
  plansOf(userIds: readonly string[], now: Date, db: Db): Promise<ReadonlyMap<string, Plan>>;
}

/** Shows no badges. */
export const onlyFree: ShownPlans = { plansOf: async () => new Map() };
