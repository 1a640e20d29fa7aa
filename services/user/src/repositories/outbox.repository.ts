import type { OutboxEvent } from '@maru/contracts/internal/events';
import type { OutboxRelay } from '@maru/service-kit/outbox/relay';
import { Inject, Injectable } from '@nestjs/common';
import { OUTBOX_RELAY } from '../platform/injection-tokens.js';
import { PrismaService, type Db } from '../platform/prisma.service.js';

const deletionEvents: readonly OutboxEvent['type'][] = [
  'account.deletion-scheduled',
  'account.deletion-cancelled',
];

/** Chat searches members by name, and gives an account that is about to go nothing new to own. */
const chatEvents: readonly OutboxEvent['type'][] = ['profile.updated', 'account.deleted', ...deletionEvents];

/** What the other services have to hear of, in an outbox for each; the relays take it from there. */
@Injectable()
export class OutboxRepository {
  constructor(
    private readonly prisma: PrismaService,
    @Inject(OUTBOX_RELAY) private readonly relay: Pick<OutboxRelay, 'poke'>,
  ) {}

  /** Within a transaction the relay finds it at its next look, or when it is poked after the commit. */
  async add(event: OutboxEvent, db: Db = this.prisma): Promise<void> {
    if (!deletionEvents.includes(event.type)) await db.outboxRow.create({ data: { event } });
    if (chatEvents.includes(event.type)) await db.chatOutboxRow.create({ data: { event } });
    this.relay.poke();
  }

  /** Something was committed. */
  announce(): void {
    this.relay.poke();
  }
}
