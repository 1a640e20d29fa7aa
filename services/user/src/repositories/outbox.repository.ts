import type { OutboxEvent } from '@maru/contracts/internal/events';
import type { OutboxRelay } from '@maru/service-kit/outbox/relay';
import { Inject, Injectable } from '@nestjs/common';
import { OUTBOX_RELAY } from '../platform/injection-tokens.js';
import { PrismaService, type Db } from '../platform/prisma.service.js';

/** Names are what chat searches by. */
const isForChat = ({ type }: OutboxEvent) => type === 'profile.updated' || type === 'account.deleted';

/** What the other services have to hear of, in an outbox for each; the relays take it from there. */
@Injectable()
export class OutboxRepository {
  constructor(
    private readonly prisma: PrismaService,
    @Inject(OUTBOX_RELAY) private readonly relay: Pick<OutboxRelay, 'poke'>,
  ) {}

  /** Within a transaction the relay finds it at its next look, or when it is poked after the commit. */
  async add(event: OutboxEvent, db: Db = this.prisma): Promise<void> {
    await db.outboxRow.create({ data: { event } });
    if (isForChat(event)) await db.chatOutboxRow.create({ data: { event } });
    this.relay.poke();
  }

  /** Something was committed. */
  announce(): void {
    this.relay.poke();
  }
}
