import type { Device } from '@maru/contracts/http/user/account';
import { limits } from '@maru/contracts/limits';
import type { Locale } from '@maru/contracts/primitives';
import { AppError } from '@maru/service-kit/app-error';
import type { Caller } from '@maru/service-kit/tokens';
import { Inject, Injectable } from '@nestjs/common';
import type { ChatClient } from '../../clients/chat.client.js';
import type { CognitoClient } from '../../clients/cognito.client.js';
import { CHAT, COGNITO } from '../../platform/injection-tokens.js';
import { OutboxRepository } from '../../repositories/outbox.repository.js';
import { AccountChanges } from '../sessions/account-changes.service.js';

const dayOf = (date: Date, locale: Locale): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'Asia/Seoul' }).format(date);

/** Leaving Maru: first only a date, in case somebody thinks better of it. */
@Injectable()
export class DeletionService {
  constructor(
    @Inject(CHAT) private readonly chat: ChatClient,
    @Inject(COGNITO) private readonly cognito: CognitoClient,
    private readonly changes: AccountChanges,
    private readonly outbox: OutboxRepository,
  ) {}

  /** OWNS_SERVERS while others are in a server of theirs: it has to be handed over or deleted first. */
  async schedule(caller: Caller, device: Device): Promise<{ deletesAt: string }> {
    const { userId } = caller;
    if (await this.chat.ownsServers(userId)) throw new AppError('OWNS_SERVERS');
    const deletionAt = new Date(Date.now() + limits.deletionGraceMs);
    await this.changes.apply(userId, {
      by: caller,
      event: { type: 'deletion-scheduled', device },
      set: { deletionAt },
      also: (db) =>
        this.outbox.add(
          { type: 'account.deletion-scheduled', userId, deletesAt: deletionAt.toISOString() },
          db,
        ),
      endSessions: {},
      notice: { kind: 'deletion-scheduled', valuesFor: ({ locale }) => ({ day: dayOf(deletionAt, locale) }) },
    });
    await this.cognito.revokeAll(userId);
    return { deletesAt: deletionAt.toISOString() };
  }
}
