import type { Clock } from '@maru/service-kit/clock';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK } from '../../platform/injection-tokens.js';
import { erasureSteps, type EraseAccount, type Feature } from '../../platform/jobs.js';
import { AccountsRepository } from '../../repositories/accounts.repository.js';
import { AccountEraser } from './account-eraser.service.js';

/** Erases accounts whose grace has run out, one step after another. A failed step runs again until the job is given up. */
@Injectable()
export class ErasureService implements Feature {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly accounts: AccountsRepository,
    private readonly eraser: AccountEraser,
  ) {}

  readonly jobs = { 'erase-account': (job: EraseAccount) => this.runStep(job) };

  /** Drops the job of an account that is erased already, or whose owner has cancelled or postponed the deletion. */
  private async runStep(job: EraseAccount): Promise<EraseAccount | undefined> {
    const account = await this.accounts.find(job.userId);
    if (!account?.deletionAt || account.deletionAt > this.clock()) return undefined;
    await this.eraser.run(job.step, account);
    const next = erasureSteps[erasureSteps.indexOf(job.step) + 1];
    return next && { ...job, step: next };
  }
}
