import type { OutboxEvent } from '@maru/contracts/internal/events';
import type { ChangeOf } from '../features/live-changes/change-table.js';

/** Takes uses of perks in place of the user service. */
export const createFakePerkUses = () => {
  const uses: ChangeOf<'perk.used'>[] = [];
  return {
    of: (userId: string) => uses.filter((use) => use.userId === userId),
    deliver: async (events: OutboxEvent[]) => {
      for (const event of events) if (event.type === 'perk.used') uses.push(event);
    },
  };
};
