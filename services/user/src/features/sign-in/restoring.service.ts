import type { Device } from '@maru/contracts/http/user/account';
import { AppError } from '@maru/service-kit/app-error';
import type { Clock } from '@maru/service-kit/clock';
import { Inject, Injectable } from '@nestjs/common';
import { PendingFlows, type AccountVersion, type FlowName } from '../../flows/pending-flows.service.js';
import { CLOCK } from '../../platform/injection-tokens.js';
import { AccountChanges } from '../sessions/account-changes.service.js';

/** Restores accounts that are scheduled for deletion. */
@Injectable()
export class RestoringService {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly flows: PendingFlows,
    private readonly changes: AccountChanges,
  ) {}

  /**
   * Returns the account's version afterwards; the change ends the current flow and all others. @throws CONFLICT if it is too
   * late.
   */
  restore({ userId, version }: AccountVersion, flow: FlowName, device: Device): Promise<number> {
    return this.changes.apply(userId, {
      expectedVersion: version,
      event: { type: 'deletion-cancelled', device },
      set: { deletionAt: null },
      also: async ({ db, record }, { deletionAt }) => {
        if (!(await this.flows.take(flow, db))) throw new AppError('SIGN_IN_EXPIRED');
        if (deletionAt && deletionAt <= this.clock()) throw new AppError('CONFLICT');
        await record({ type: 'account.deletion-cancelled', userId });
      },
    });
  }
}
