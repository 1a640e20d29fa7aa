import type { OutboxEvent } from '@maru/contracts/internal/events';
import type { Logger } from '@maru/service-kit/logger';
import { createMysqlOutboxStore } from '@maru/service-kit/outbox/mysql-store';
import { createOutboxRelay, type OutboxRelay } from '@maru/service-kit/outbox/relay';

type Deliver = (events: OutboxEvent[], ids: string[]) => Promise<void>;

interface RelaysOptions {
  databaseUrl: string;
  deliver: { socket: Deliver; chat: Deliver };
  log: Logger;
  pollMs?: number;
  maxBackoffMs?: number;
}

/** A relay for each receiver: while one receiver is down, the other one still gets its events. */
export const createOutboxRelays = ({ databaseUrl, deliver, ...options }: RelaysOptions): OutboxRelay => {
  const stores = [
    { store: createMysqlOutboxStore(databaseUrl), deliver: deliver.socket },
    { store: createMysqlOutboxStore(databaseUrl, 'chat_outbox'), deliver: deliver.chat },
  ];
  const relays = stores.map((each) => createOutboxRelay({ ...each, ...options }));
  return {
    start: () => relays.forEach((relay) => relay.start()),
    poke: () => relays.forEach((relay) => relay.poke()),
    stop: async () => {
      await Promise.all(relays.map((relay) => relay.stop()));
      for (const { store } of stores) store.close();
    },
  };
};
