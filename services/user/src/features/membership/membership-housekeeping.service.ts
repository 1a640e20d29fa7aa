import { fromNow, type Clock } from '@maru/service-kit/clock';
import { every } from '@maru/service-kit/jobs/periodic';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK } from '../../platform/injection-tokens.js';
import type { Feature } from '../../platform/jobs.js';
import { CardRegistrationsRepository } from '../../repositories/card-registrations.repository.js';
import { PerkUsesRepository } from '../../repositories/perk-uses.repository.js';
import { TossWebhooksRepository } from '../../repositories/toss-webhooks.repository.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Toss repeats a webhook for less than four days. */
const webhooksKeptMs = 30 * dayMs;
/** Toss is asked about a registration for 15 days. */
const registrationsKeptMs = 30 * dayMs;
/** No refund asks about an older use: a month that has ended is not refunded. */
const perkUsesKeptMs = 400 * dayMs;

/** Removes rows that are no longer needed. */
@Injectable()
export class MembershipHousekeeping implements Feature {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly webhooks: TossWebhooksRepository,
    private readonly perkUses: PerkUsesRepository,
    private readonly registrations: CardRegistrationsRepository,
  ) {}

  readonly every = [every(hourMs, 'membership housekeeping', () => this.tidy())];

  async tidy(): Promise<void> {
    await this.webhooks.prune(fromNow(this.clock, -webhooksKeptMs));
    await this.registrations.prune(fromNow(this.clock, -registrationsKeptMs));
    await this.perkUses.prune(fromNow(this.clock, -perkUsesKeptMs));
  }
}
