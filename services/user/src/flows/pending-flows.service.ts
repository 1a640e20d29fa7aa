import { createHash } from 'node:crypto';
import { AppError } from '@maru/service-kit/app-error';
import { fromNow, type Clock } from '@maru/service-kit/clock';
import { Inject, Injectable } from '@nestjs/common';
import { LiveSessions } from '../sessions/live-sessions.service.js';
import { CLOCK } from '../platform/injection-tokens.js';
import { PrismaService, type Db } from '../platform/prisma.service.js';
import { AccountsRepository } from '../repositories/accounts.repository.js';
import {
  FlowsRepository,
  type FlowKind,
  type FlowRecord,
  type MailedCode,
  type NewFlow,
} from '../repositories/flows.repository.js';

/** Identifies one flow; `key` is a secret of its browser, or the subject of the flow. Only its hash is stored. */
export interface FlowName {
  kind: FlowKind;
  key: string;
}

/** The account's version at the time of the proof. */
export interface AccountVersion {
  userId: string;
  version: number;
}

interface NewFlowOptions extends FlowName {
  account?: AccountVersion;
  /** A session that must be live now and whenever the flow is used. */
  sessionId?: string;
  state?: NewFlow['state'];
  code?: MailedCode;
  lifetimeMs: number;
}

export const flowId = ({ kind, key }: FlowName): string =>
  createHash('sha256').update(`${kind}\n${key}`).digest('hex');

/**
 * Pending multi-step operations: sign-ins, visits to providers, address changes, resets, step-ups by mail. A flow is used once,
 * expires, and is invalidated when the credential version of its account changes (see docs/security.md).
 */
@Injectable()
export class PendingFlows {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly prisma: PrismaService,
    private readonly accounts: AccountsRepository,
    private readonly flows: FlowsRepository,
    private readonly liveSessions: LiveSessions,
  ) {}

  /** Replaces an earlier flow with this identity. @throws SIGN_IN_EXPIRED if the account has changed since it was read. */
  async begin({ account, sessionId, state, code, lifetimeMs, ...name }: NewFlowOptions): Promise<void> {
    const expiresAt = fromNow(this.clock, lifetimeMs);
    const row = { id: flowId(name), kind: name.kind, sessionId, state, ...code, expiresAt };
    await this.prisma.transact(async ({ db }) => {
      if (account) {
        await this.requireVersion(account, db);
        if (sessionId) await this.liveSessions.requireLive({ userId: account.userId, sessionId }, db);
      }
      await this.flows.put({ ...row, userId: account?.userId, version: account?.version }, db);
    });
  }

  /** Returns the flow if it may continue. @throws SESSION_ENDED, unless the session is checked later (`isSessionChecked`). */
  async find(name: FlowName, { isSessionChecked = true } = {}): Promise<FlowRecord | undefined> {
    const flow = await this.flows.find(flowId(name));
    if (!flow || flow.expiresAt <= this.clock()) return undefined;
    const { userId, version, sessionId } = flow;
    if (!userId) return flow;
    const account = await this.accounts.find(userId);
    if (account?.credentialVersion !== version) return undefined;
    if (sessionId && isSessionChecked) await this.liveSessions.requireLive({ userId, sessionId });
    return flow;
  }

  /** Consumes the flow; returns false if another request already has. */
  take(name: FlowName, db?: Db): Promise<boolean> {
    return this.flows.remove(flowId(name), db);
  }

  /** Ends every flow of an account and increments its credential version, within the transaction that changes the account. */
  async endAll(userId: string, db: Db): Promise<void> {
    await this.accounts.countVersion(userId, db);
    await this.flows.removeAllOf(userId, db);
  }

  private async requireVersion({ userId, version }: AccountVersion, db: Db): Promise<void> {
    await this.accounts.lock(userId, db);
    const account = await this.accounts.find(userId, db);
    if (account?.credentialVersion !== version) throw new AppError('SIGN_IN_EXPIRED');
  }
}
