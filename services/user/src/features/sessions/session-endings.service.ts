import type { Device } from '@maru/contracts/http/user/account';
import { AppError } from '@maru/service-kit/app-error';
import type { Caller } from '@maru/service-kit/tokens';
import { Injectable } from '@nestjs/common';
import { AccountChanges } from './account-changes.service.js';
import { SessionsService } from './sessions.service.js';

/** Signs devices out remotely. Flows started by those devices end with them. */
@Injectable()
export class SessionEndings {
  constructor(
    private readonly sessions: SessionsService,
    private readonly changes: AccountChanges,
  ) {}

  /** @throws NOT_FOUND if the caller has no such session. */
  async end(caller: Caller, sessionId: string, device: Device): Promise<void> {
    const { userId } = caller;
    await this.changes.apply(userId, {
      by: caller,
      event: { type: 'session-ended', device },
      also: async (transaction) => {
        if (!(await this.sessions.endOne(userId, sessionId, transaction))) throw new AppError('NOT_FOUND');
      },
    });
  }

  async endOthers(caller: Caller, device: Device): Promise<void> {
    await this.changes.apply(caller.userId, {
      by: caller,
      event: { type: 'other-sessions-ended', device },
      endSessions: { except: caller.sessionId },
    });
  }
}
