import type { Device, DeviceSession } from '@maru/contracts/http/user/account';
import type { Session } from '@maru/contracts/http/user/auth';
import type { SessionEndReason } from '@maru/contracts/http/user/session-end';
import { limits } from '@maru/contracts/limits';
import { AppError } from '@maru/service-kit/app-error';
import type { Caller } from '@maru/service-kit/tokens';
import { Inject, Injectable } from '@nestjs/common';
import { CognitoFailure, type CognitoClient, type CognitoTokens } from '../../clients/cognito.client.js';
import { AccountMails } from '../../mails/account-mails.service.js';
import { COGNITO } from '../../platform/injection-tokens.js';
import { PrismaService, type Db } from '../../platform/prisma.service.js';
import { OutboxRepository } from '../../repositories/outbox.repository.js';
import { SecurityEventsRepository } from '../../repositories/security-events.repository.js';
import { SessionsRepository, type SessionRecord } from '../../repositories/sessions.repository.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { endingEvents, reasonOfEvent } from './end-reason.js';
import type { RefreshCookie } from './refresh-cookie.js';

/** A session that was just opened or refreshed: what the browser is told, and what its cookie holds. */
export interface OpenedSession {
  session: Session;
  cookie: RefreshCookie;
}

interface EndAll {
  except?: string;
  reason: SessionEndReason;
}

const sessionEnded = (reason: SessionEndReason, cause?: unknown) =>
  new AppError('SESSION_ENDED', { fields: { reason }, cause });

/** How long the cookie before the current one still works: tabs that refresh together, an answer that got lost. Cognito's bound. */
const graceMs = 60_000;

/** Sessions: a row here is what makes one live; Cognito signs and rotates its tokens (see docs/adr/0008). */
@Injectable()
export class SessionsService {
  constructor(
    @Inject(COGNITO) private readonly cognito: CognitoClient,
    private readonly prisma: PrismaService,
    private readonly accounts: AccountsService,
    private readonly sessions: SessionsRepository,
    private readonly events: SecurityEventsRepository,
    private readonly outbox: OutboxRepository,
    private readonly mails: AccountMails,
  ) {}

  /** Opens a session with the tokens of a sign-in that is proven through and through; `way`: how it was proven. */
  async open(
    tokens: CognitoTokens,
    { device, way }: { device: Device; way: string },
  ): Promise<OpenedSession> {
    const { userId, sessionId } = tokens;
    const me = await this.accounts.ensure(userId);
    await this.prisma.transact(async (db) => {
      await this.sessions.insert({ sessionId, userId, device }, db);
      await this.events.add({ userId, type: 'signed-in', detail: way, device }, db);
    });
    return this.opened(tokens, me, 1);
  }

  /**
   * New tokens for a cookie. SESSION_ENDED when it is worth nothing any more; a copy of an older cookie ends the session for
   * everybody who holds a part of it, and its owner is told.
   */
  async refresh(cookie: RefreshCookie | undefined): Promise<OpenedSession> {
    const row = cookie && (await this.sessions.find(cookie.sessionId));
    if (!cookie) throw sessionEnded('expired');
    if (!row || row.userId !== cookie.userId) throw sessionEnded(await this.reasonOfEnd(cookie.userId));
    if (!this.isOriginal(cookie, row)) {
      await this.endReplayed(cookie, row);
      throw sessionEnded('sign-in-copied');
    }
    const tokens = await this.refreshAtCognito(cookie);
    await this.sessions.rotate(row.sessionId, cookie.generation);
    const generation = Math.max(row.generation, cookie.generation + 1);
    return this.opened(tokens, await this.accounts.me(tokens.userId), generation);
  }

  /** Signs this browser out. The event is stored first: whatever happens after, the sockets of this session will be closed. */
  async signOut({ userId, sessionId, refreshToken }: RefreshCookie, device: Device): Promise<void> {
    await this.prisma.transact(async (db) => {
      if (await this.sessions.remove(sessionId, userId, db))
        await this.events.add({ userId, type: 'signed-out', device }, db);
      await this.tellEnd({ userId, sessionId, reason: 'signed-out' }, db);
    });
    this.outbox.announce();
    await this.cognito.revoke(refreshToken);
  }

  /** Ends one session of the caller's. NOT_FOUND when they have none such. */
  async end(caller: Caller, sessionId: string, device: Device): Promise<void> {
    const { userId } = caller;
    await this.prisma.transact(async (db) => {
      if (!(await this.sessions.remove(sessionId, userId, db))) throw new AppError('NOT_FOUND');
      await this.events.add({ userId, type: 'session-ended', device }, db);
      await this.tellEnd({ userId, sessionId, reason: 'signed-out-elsewhere' }, db);
    });
    this.outbox.announce();
  }

  /** Ends every session of a person, or every one but `except`, within a transaction of the caller's. */
  async endAll(userId: string, { except, reason }: EndAll, db: Db): Promise<void> {
    const ended = await this.sessions.removeAll(userId, { except }, db);
    for (const sessionId of ended) await this.tellEnd({ userId, sessionId, reason }, db);
  }

  async endOthers(caller: Caller, device: Device): Promise<void> {
    const { userId, sessionId } = caller;
    await this.prisma.transact(async (db) => {
      await this.endAll(userId, { except: sessionId, reason: 'signed-out-elsewhere' }, db);
      await this.events.add({ userId, type: 'other-sessions-ended', device }, db);
    });
    this.outbox.announce();
  }

  async list(caller: Caller): Promise<DeviceSession[]> {
    const rows = await this.sessions.listOf(caller.userId);
    return rows.map(({ sessionId, browser, system, kind, createdAt, lastSeenAt }) => ({
      sessionId,
      // Written from a Device.
      device: { browser, system, kind: kind as Device['kind'] },
      createdAt: createdAt.toISOString(),
      lastSeenAt: lastSeenAt.toISOString(),
      isCurrent: sessionId === caller.sessionId,
    }));
  }

  /** The caller has just proven again who they are. */
  async stepUp(sessionId: string): Promise<void> {
    await this.sessions.stepUp(sessionId);
  }

  private opened(tokens: CognitoTokens, me: Session['me'], generation: number): OpenedSession {
    const { userId, sessionId, refreshToken, accessToken, expiresInMs } = tokens;
    return {
      session: { accessToken, expiresInMs, me },
      cookie: { userId, sessionId, generation, refreshToken },
    };
  }

  private isOriginal(cookie: RefreshCookie, row: SessionRecord): boolean {
    if (cookie.generation === row.generation) return true;
    const isPrevious = cookie.generation === row.generation - 1;
    return isPrevious && Date.now() - row.rotatedAt.getTime() < graceMs;
  }

  private async refreshAtCognito(cookie: RefreshCookie): Promise<CognitoTokens> {
    try {
      return await this.cognito.refresh(cookie.refreshToken);
    } catch (error) {
      if (error instanceof CognitoFailure) throw sessionEnded('expired', error);
      throw error;
    }
  }

  private async endReplayed({ userId, sessionId, refreshToken }: RefreshCookie, row: SessionRecord) {
    const { browser, system, kind } = row;
    // Written from a Device.
    const device = { browser, system, kind: kind as Device['kind'] };
    const isFirst = await this.prisma.transact(async (db) => {
      if (!(await this.sessions.remove(sessionId, userId, db))) return false;
      await this.events.add({ userId, type: 'refresh-token-replayed', device }, db);
      await this.tellEnd({ userId, sessionId, reason: 'sign-in-copied' }, db);
      return true;
    });
    if (!isFirst) return;
    this.outbox.announce();
    const account = await this.accounts.security(userId);
    this.mails.notify('refresh-token-replayed', account, { what: `${browser} (${system})` });
    await this.cognito.revoke(refreshToken);
  }

  /** A session without a row was ended by the latest event that ends sessions, or it was not used for too long. */
  private async reasonOfEnd(userId: string): Promise<SessionEndReason> {
    const since = new Date(Date.now() - limits.sessionKeptMs);
    const latest = await this.events.latest(userId, { types: endingEvents, since });
    return latest ? reasonOfEvent(latest) : 'expired';
  }

  private tellEnd(
    session: { userId: string; sessionId: string; reason: SessionEndReason },
    db: Db,
  ): Promise<void> {
    const endedAt = new Date().toISOString();
    return this.outbox.add({ type: 'session.ended', endedAt, ...session }, db);
  }
}
