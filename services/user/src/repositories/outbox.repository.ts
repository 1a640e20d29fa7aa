import type { OutboxEvent } from '@maru/contracts/internal/events';
import type { OutboxRelay } from '@maru/service-kit/outbox/relay';
import { Inject, Injectable } from '@nestjs/common';
import { OUTBOX_RELAY } from '../platform/injection-tokens.js';
import { PrismaService } from '../platform/prisma.service.js';

/** What the socket service has to hear of; the relay takes it from there. */
@Injectable()
export class OutboxRepository {
  constructor(
    private readonly prisma: PrismaService,
    @Inject(OUTBOX_RELAY) private readonly relay: Pick<OutboxRelay, 'poke'>,
  ) {}

  async add(event: OutboxEvent): Promise<void> {
    await this.prisma.outboxRow.create({ data: { event } });
    this.relay.poke();
  }
}
