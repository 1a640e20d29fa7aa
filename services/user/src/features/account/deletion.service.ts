import type { Device } from '@maru/contracts/http/user/account';
import { limits } from '@maru/contracts/limits';
import type { Locale } from '@maru/contracts/primitives';
import { AppError } from '@maru/service-kit/app-error';
import { fromNow, type Clock } from '@maru/service-kit/clock';
import type { Caller } from '@maru/service-kit/tokens';
import { Inject, Injectable } from '@nestjs/common';
import type { ChatClient } from '../../clients/chat.client.js';
import type { CognitoClient } from '../../clients/cognito.client.js';
import { CHAT, CLOCK, COGNITO } from '../../platform/injection-tokens.js';
import { SubscriptionsRepository } from '../../repositories/subscriptions.repository.js';
import { AccountChanges } from '../sessions/account-changes.service.js';

const dayOf = (date: Date, locale: Locale): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'Asia/Seoul' }).format(date);

/** Schedules the deletion of accounts; until the date the owner can cancel it by signing in. */
@Injectable()
export class DeletionService {
  constructor(
    @Inject(CHAT) private readonly chat: ChatClient,
    @Inject(COGNITO) private readonly cognito: CognitoClient,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly changes: AccountChanges,
    private readonly subscriptions: SubscriptionsRepository,
  ) {}

  /** Throws OWNS_SERVERS while the caller owns a server with other members: it has to be transferred or deleted first. */
  async schedule(caller: Caller, device: Device): Promise<{ deletesAt: string }> {
    const { userId } = caller;
    if (await this.chat.ownsServers(userId)) throw new AppError('OWNS_SERVERS');
    const deletionAt = fromNow(this.clock, limits.deletionGraceMs);
    await this.changes.apply(userId, {
      by: caller,
      event: { type: 'deletion-scheduled', device },
      set: { deletionAt },
      also: async ({ db, record, enqueue }) => {
        await record({ type: 'account.deletion-scheduled', userId, deletesAt: deletionAt.toISOString() });
        if (await this.subscriptions.findOpen(userId, db))
          await enqueue({ kind: 'end-subscription', userId });
        await enqueue({ kind: 'erase-account', userId }, { runAt: deletionAt });
      },
      endSessions: {},
      notice: { kind: 'deletion-scheduled', valuesFor: ({ locale }) => ({ day: dayOf(deletionAt, locale) }) },
    });
    await this.cognito.revokeAll(userId);
    return { deletesAt: deletionAt.toISOString() };
  }
}
