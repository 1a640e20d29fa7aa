import { Global, Module, type DynamicModule } from '@nestjs/common';
import { AccountsService } from '../accounts/accounts.service.js';
import { StaleAccounts } from '../accounts/stale-accounts.service.js';
import { PendingFlows } from '../flows/pending-flows.service.js';
import { AccountMails } from '../mails/account-mails.service.js';
import { EmailCodes } from '../mails/email-codes.service.js';
import { AddressAttempts } from '../places/address-attempts.service.js';
import { KnownPlaces } from '../places/known-places.service.js';
import { AccountRows } from '../repositories/account-rows.js';
import { AccountsRepository } from '../repositories/accounts.repository.js';
import { BillingCardsRepository } from '../repositories/billing-cards.repository.js';
import { CardRegistrationsRepository } from '../repositories/card-registrations.repository.js';
import { FlowsRepository } from '../repositories/flows.repository.js';
import { IdentitiesRepository } from '../repositories/identities.repository.js';
import { KnownPlacesRepository } from '../repositories/known-places.repository.js';
import { LedgerRows } from '../repositories/ledger-rows.js';
import { MembershipSpans } from '../repositories/membership-spans.js';
import { NotesRepository } from '../repositories/notes.repository.js';
import { OrdersRepository } from '../repositories/orders.repository.js';
import { PaymentsRepository } from '../repositories/payments.repository.js';
import { PerkUsesRepository } from '../repositories/perk-uses.repository.js';
import { PendingSignUpsRepository } from '../repositories/pending-sign-ups.repository.js';
import { RecoveryCodesRepository } from '../repositories/recovery-codes.repository.js';
import { RefundsRepository } from '../repositories/refunds.repository.js';
import { SecurityEventsRepository } from '../repositories/security-events.repository.js';
import { SegmentsRepository } from '../repositories/segments.repository.js';
import { SessionsRepository } from '../repositories/sessions.repository.js';
import { SubscriptionRows } from '../repositories/subscription-rows.js';
import { SubscriptionsRepository } from '../repositories/subscriptions.repository.js';
import { TossWebhooksRepository } from '../repositories/toss-webhooks.repository.js';
import { LiveSessions } from '../sessions/live-sessions.service.js';
import type { PlatformDeps } from './platform-deps.js';
import {
  AT_LEAST,
  CLOCK,
  CHAT,
  COGNITO,
  ENV,
  IMAGE_STORE,
  LOCKS,
  LOGGER,
  MAILER,
  PROVIDERS,
  RATE_LIMITER,
  SESSION_CHECK,
  TOKEN_VERIFIER,
  TOSS,
} from './injection-tokens.js';
import { PrismaService } from './prisma.service.js';

const repositories = [
  AccountsRepository,
  BillingCardsRepository,
  CardRegistrationsRepository,
  FlowsRepository,
  IdentitiesRepository,
  KnownPlacesRepository,
  NotesRepository,
  OrdersRepository,
  PaymentsRepository,
  PerkUsesRepository,
  PendingSignUpsRepository,
  RecoveryCodesRepository,
  RefundsRepository,
  SecurityEventsRepository,
  SegmentsRepository,
  SessionsRepository,
  SubscriptionsRepository,
  TossWebhooksRepository,
];

/** Providers that every feature may inject. */
@Global()
@Module({})
export class PlatformModule {
  static with(deps: PlatformDeps): DynamicModule {
    const providers = [
      { provide: ENV, useValue: deps.env },
      { provide: CLOCK, useValue: deps.clock },
      { provide: LOGGER, useValue: deps.log },
      { provide: PrismaService, useValue: deps.prisma },
      { provide: RATE_LIMITER, useValue: deps.limiter },
      { provide: TOKEN_VERIFIER, useValue: deps.verifier },
      { provide: COGNITO, useValue: deps.cognito },
      { provide: PROVIDERS, useValue: deps.providers },
      { provide: CHAT, useValue: deps.chat },
      { provide: IMAGE_STORE, useValue: deps.images },
      { provide: LOCKS, useValue: deps.locks },
      { provide: MAILER, useValue: deps.mailer },
      { provide: TOSS, useValue: deps.toss },
      { provide: AT_LEAST, useValue: deps.atLeast },
      ...repositories,
      AccountRows,
      LedgerRows,
      MembershipSpans,
      SubscriptionRows,
      AccountsService,
      AddressAttempts,
      AccountMails,
      EmailCodes,
      KnownPlaces,
      LiveSessions,
      { provide: SESSION_CHECK, useExisting: LiveSessions },
      PendingFlows,
      StaleAccounts,
    ];
    return { module: PlatformModule, providers, exports: providers };
  }
}
