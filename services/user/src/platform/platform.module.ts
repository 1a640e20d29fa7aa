import { Global, Module, type DynamicModule } from '@nestjs/common';
import { AccountsRepository } from '../repositories/accounts.repository.js';
import { OutboxRepository } from '../repositories/outbox.repository.js';
import { PendingSignUpsRepository } from '../repositories/pending-sign-ups.repository.js';
import type { PlatformDeps } from './platform-deps.js';
import {
  COGNITO,
  ENV,
  LOGGER,
  MAILER,
  OUTBOX_RELAY,
  RATE_LIMITER,
  TOKEN_VERIFIER,
} from './injection-tokens.js';
import { PrismaService } from './prisma.service.js';

const repositories = [AccountsRepository, PendingSignUpsRepository, OutboxRepository];

/** What every feature may ask for. */
@Global()
@Module({})
export class PlatformModule {
  static with(deps: PlatformDeps): DynamicModule {
    const providers = [
      { provide: ENV, useValue: deps.env },
      { provide: LOGGER, useValue: deps.log },
      { provide: PrismaService, useValue: deps.prisma },
      { provide: RATE_LIMITER, useValue: deps.limiter },
      { provide: TOKEN_VERIFIER, useValue: deps.verifier },
      { provide: COGNITO, useValue: deps.cognito },
      { provide: MAILER, useValue: deps.mailer },
      { provide: OUTBOX_RELAY, useValue: deps.relay },
      ...repositories,
    ];
    return { module: PlatformModule, providers, exports: providers };
  }
}
