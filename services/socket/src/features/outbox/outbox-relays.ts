import type { OutboxEvent } from '@maru/contracts/internal/events';
import type { Logger } from '@maru/service-kit/logger';
import { createOutboxRelay, type OutboxRelay, type OutboxStore } from '@maru/service-kit/outbox/relay';
import type { OutboxQueue } from '../../platform/outbox-items.js';

type Deliver = (events: OutboxEvent[], ids: string[]) => Promise<void>;

interface RelaysOptions {
  storeOf: (queue: OutboxQueue) => OutboxStore;
  deliver: Record<OutboxQueue, Deliver>;
  log: Logger;
  onSetAside?: () => void;
  pollMs?: number;
  maxBackoffMs?: number;
}

/** A relay for each receiver: while one receiver is down, the other one still gets its events. */
export const createOutboxRelays = ({ storeOf, deliver, ...options }: RelaysOptions): OutboxRelay => {
  const relays = (['chat', 'user'] as const).map((queue) =>
    createOutboxRelay({ ...options, store: storeOf(queue), deliver: deliver[queue] }),
  );
  return {
    start: () => relays.forEach((relay) => relay.start()),
    poke: () => relays.forEach((relay) => relay.poke()),
    stop: async () => {
      await Promise.all(relays.map((relay) => relay.stop()));
    },
  };
};
