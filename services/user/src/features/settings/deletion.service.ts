import type { Device } from '@maru/contracts/http/user/account';
import { limits } from '@maru/contracts/limits';
import { AppError } from '@maru/service-kit/app-error';
import type { Caller } from '@maru/service-kit/tokens';
import { Inject, Injectable } from '@nestjs/common';
import type { ChatClient } from '../../clients/chat.client.js';
import type { CognitoClient } from '../../clients/cognito.client.js';
import { AccountMails } from '../../mails/account-mails.service.js';
import { CHAT, COGNITO } from '../../platform/injection-tokens.js';
import { PrismaService } from '../../platform/prisma.service.js';
import { AccountsRepository } from '../../repositories/accounts.repository.js';
import { OutboxRepository } from '../../repositories/outbox.repository.js';
import { SecurityEventsRepository } from '../../repositories/security-events.repository.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { SessionsService } from '../sessions/sessions.service.js';

const dayIn = { ko: 'ko-KR', en: 'en-US' } as const;

/** Leaving Maru: first only a date, in case somebody thinks better of it. */
@Injectable()
export class DeletionService {
  constructor(
    @Inject(CHAT) private readonly chat: ChatClient,
    @Inject(COGNITO) private readonly cognito: CognitoClient,
    private readonly prisma: PrismaService,
    private readonly accounts: AccountsService,
    private readonly accountRows: AccountsRepository,
    private readonly sessions: SessionsService,
    private readonly events: SecurityEventsRepository,
    private readonly outbox: OutboxRepository,
    private readonly mails: AccountMails,
  ) {}

  /** OWNS_SERVERS while others are in a server of theirs: it has to be handed over or deleted first. */
  async schedule(caller: Caller, device: Device): Promise<{ deletesAt: string }> {
    await this.sessions.requireStepUp(caller);
    const { userId } = caller;
    if (await this.chat.ownsServers(userId)) throw new AppError('OWNS_SERVERS');
    const account = await this.accounts.security(userId);
    const deletionAt = new Date(Date.now() + limits.deletionGraceMs);
    await this.prisma.transact(async (db) => {
      await this.accountRows.update(userId, { deletionAt }, db);
      await this.sessions.endAll(userId, {}, db);
      await this.events.add({ userId, type: 'deletion-scheduled', device }, db);
    });
    this.outbox.announce();
    const day = new Intl.DateTimeFormat(dayIn[account.locale], { dateStyle: 'long', timeZone: 'Asia/Seoul' });
    this.mails.notify('deletion-scheduled', account, { day: day.format(deletionAt) });
    await this.cognito.revokeAll(userId);
    return { deletesAt: deletionAt.toISOString() };
  }
}
