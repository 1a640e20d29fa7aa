import { limits } from '@maru/contracts/limits';
import type { Logger } from '@maru/service-kit/logger';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { LOGGER } from '../../platform/injection-tokens.js';
import { FlowsRepository } from '../../repositories/flows.repository.js';
import { KnownPlacesRepository } from '../../repositories/known-places.repository.js';
import { SecurityEventsRepository } from '../../repositories/security-events.repository.js';
import { SessionsRepository } from '../../repositories/sessions.repository.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const placesKeptMs = 180 * dayMs;
/** 개인정보의 안전성 확보조치 기준: access records are kept for a year at least. */
const eventsKeptMs = 400 * dayMs;

/** Removes what nobody needs any more. */
@Injectable()
export class HousekeepingService implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(LOGGER) private readonly log: Logger,
    private readonly sessions: SessionsRepository,
    private readonly flows: FlowsRepository,
    private readonly places: KnownPlacesRepository,
    private readonly events: SecurityEventsRepository,
  ) {}

  onApplicationBootstrap(): void {
    const tidy = () =>
      this.tidy(new Date()).catch((error: unknown) => this.log.warn({ err: error }, 'tidying failed'));
    this.timer = setInterval(() => void tidy(), hourMs).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  async tidy(now: Date): Promise<void> {
    await this.sessions.prune(new Date(now.getTime() - limits.sessionKeptMs));
    await this.flows.prune(now);
    await this.places.prune(new Date(now.getTime() - placesKeptMs));
    await this.events.prune(new Date(now.getTime() - eventsKeptMs));
  }
}
