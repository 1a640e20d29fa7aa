import { limits } from '@maru/contracts/limits';
import { AppError } from '@maru/service-kit/app-error';
import type { Clock } from '@maru/service-kit/clock';
import type { Caller } from '@maru/service-kit/tokens';
import { Inject, Injectable } from '@nestjs/common';
import { AccountsRepository } from '../repositories/accounts.repository.js';
import { SessionsRepository, type SessionRecord } from '../repositories/sessions.repository.js';
import { CLOCK } from '../platform/injection-tokens.js';
import { PrismaService, type Db } from '../platform/prisma.service.js';
import type { SessionCheck } from '../platform/session-check.js';

type Holder = Pick<Caller, 'userId' | 'sessionId'>;

/** Checks that the session behind a token is live: its row must exist at this moment (see docs/adr/0008). */
@Injectable()
export class LiveSessions implements SessionCheck {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly prisma: PrismaService,
    private readonly accounts: AccountsRepository,
    private readonly sessions: SessionsRepository,
  ) {}

  /** @throws SESSION_ENDED */
  async requireLive({ sessionId, userId }: Holder, db: Db = this.prisma): Promise<SessionRecord> {
    const row = await this.sessions.find(sessionId, db);
    if (row?.userId !== userId) throw new AppError('SESSION_ENDED');
    return row;
  }

  /**
   * Signing in counts as a step-up; a change of the account's credentials elsewhere invalidates it.
   * @throws SESSION_ENDED, or STEP_UP_REQUIRED without a recent step-up.
   */
  async requireStepUp(holder: Holder): Promise<void> {
    const row = await this.requireLive(holder);
    const account = await this.accounts.find(holder.userId);
    const provenAt = Math.max(row.createdAt.getTime(), row.steppedUpAt?.getTime() ?? 0);
    const isOld = this.clock().getTime() - provenAt > limits.stepUpMs;
    if (isOld || row.provenVersion !== account?.credentialVersion) throw new AppError('STEP_UP_REQUIRED');
  }
}
