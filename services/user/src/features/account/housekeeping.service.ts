import { limits } from '@maru/contracts/limits';
import { fromNow, type Clock } from '@maru/service-kit/clock';
import { every, type PeriodicWork } from '@maru/service-kit/jobs/periodic';
import { pruneReplies } from '@maru/service-kit/mysql/idempotency-keys';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK } from '../../platform/injection-tokens.js';
import type { Feature } from '../../platform/jobs.js';
import { PrismaService } from '../../platform/prisma.service.js';
import { FlowsRepository } from '../../repositories/flows.repository.js';
import { KnownPlacesRepository } from '../../repositories/known-places.repository.js';
import { PendingSignUpsRepository } from '../../repositories/pending-sign-ups.repository.js';
import { SecurityEventsRepository } from '../../repositories/security-events.repository.js';
import { SessionsRepository } from '../../repositories/sessions.repository.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const placesKeptMs = 180 * dayMs;
/** 개인정보의 안전성 확보조치 기준 requires access records to be kept for at least a year. */
const eventsKeptMs = 400 * dayMs;
/** A sign-up code works for a day. After a crash a confirmed sign-up becomes an account when its owner comes back. */
const signUpsKeptMs = 7 * dayMs;

/** Removes rows that are no longer needed. */
@Injectable()
export class HousekeepingService implements Feature {
  readonly every: PeriodicWork[];

  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    prisma: PrismaService,
    private readonly sessions: SessionsRepository,
    private readonly flows: FlowsRepository,
    private readonly places: KnownPlacesRepository,
    private readonly events: SecurityEventsRepository,
    private readonly signUps: PendingSignUpsRepository,
  ) {
    this.every = [every(hourMs, 'housekeeping', () => this.tidy()), pruneReplies(prisma, clock)];
  }

  async tidy(): Promise<void> {
    const before = (keptMs: number) => fromNow(this.clock, -keptMs);
    await this.sessions.prune(before(limits.sessionKeptMs));
    await this.flows.prune(this.clock());
    await this.places.prune(before(placesKeptMs));
    await this.events.prune(before(eventsKeptMs));
    await this.signUps.prune(before(signUpsKeptMs));
  }
}
