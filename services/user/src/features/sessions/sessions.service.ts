import type { Device, DeviceSession } from '@maru/contracts/http/user/account';
import type { Session } from '@maru/contracts/http/user/auth';
import type { SessionEndReason } from '@maru/contracts/http/user/session-end';
import { limits } from '@maru/contracts/limits';
import { AppError } from '@maru/service-kit/app-error';
import { fromNow, type Clock } from '@maru/service-kit/clock';
import type { Caller } from '@maru/service-kit/tokens';
import { Inject, Injectable } from '@nestjs/common';
import { CognitoFailure, type CognitoClient, type CognitoTokens } from '../../clients/cognito.client.js';
import { PendingFlows } from '../../flows/pending-flows.service.js';
import { AccountMails } from '../../mails/account-mails.service.js';
import { newDeviceId, type Place } from '../../places/place.js';
import { KnownPlaces } from '../../places/known-places.service.js';
import { CLOCK, COGNITO } from '../../platform/injection-tokens.js';
import { LiveSessions } from '../../sessions/live-sessions.service.js';
import { PrismaService, type Db, type Transaction } from '../../platform/prisma.service.js';
import { AccountRows } from '../../repositories/account-rows.js';
import type { SessionRecord } from '../../repositories/sessions.repository.js';
import { endingEvents, reasonOfEvent } from './end-reason.js';
import type { RefreshCookie } from './refresh-cookie.js';

/** An opened or refreshed session: the reply to the browser and the content of its cookie. */
export interface OpenedSession {
  session: Session;
  cookie: RefreshCookie;
  /** For a new sign-in: identifies the browser next time. */
  deviceId?: string;
}

/** The proof of a sign-in, and the version of the account that it applies to. */
export interface SignInProof {
  device: Device;
  place: Place;
  /** Method of the proof. */
  way: string;
  version: number;
  hasSecondFactor: boolean;
}

interface EndAll {
  except?: string;
  /** The owner's place, which stays known. */
  place?: Place;
  reason: SessionEndReason;
}

const sessionEnded = (reason: SessionEndReason, cause?: unknown) =>
  new AppError('SESSION_ENDED', { fields: { reason }, cause });

type Holder = Pick<Caller, 'userId' | 'sessionId'>;

/** Grace period of the previous cookie: tabs that refresh together, or a lost response. Same as Cognito's. */
const graceMs = 60_000;

/** Sessions: a row here is what makes one live; Cognito signs and rotates its tokens (see docs/adr/0008). */
@Injectable()
export class SessionsService {
  @Inject(CLOCK) private readonly clock!: Clock;

  constructor(
    @Inject(COGNITO) private readonly cognito: CognitoClient,
    private readonly prisma: PrismaService,
    private readonly rows: AccountRows,
    private readonly liveSessions: LiveSessions,
    private readonly flows: PendingFlows,
    private readonly places: KnownPlaces,
    private readonly mails: AccountMails,
  ) {}

  /**
   * Opens a session with the tokens of a sign-in. @throws SIGN_IN_EXPIRED if the account has changed since the proof; the tokens
   * are then revoked.
   */
  async open(tokens: CognitoTokens, proof: SignInProof): Promise<OpenedSession> {
    const { place } = proof;
    const deviceId = place.deviceId ?? newDeviceId();
    try {
      await this.prisma.transact(({ db }) =>
        this.insert(tokens, { ...proof, place: { ...place, deviceId } }, db),
      );
    } catch (error) {
      await this.cognito.revoke(tokens.refreshToken);
      throw error;
    }
    return { ...this.opened(tokens, await this.meOf(tokens.userId), 1), deviceId };
  }

  /**
   * Returns new tokens for a cookie. A copy of an older cookie ends the session for all its holders, and notifies its owner.
   * @throws SESSION_ENDED if the cookie is no longer valid.
   */
  async refresh(cookie: RefreshCookie | undefined, place: Place): Promise<OpenedSession> {
    const row = cookie && (await this.rows.sessions.find(cookie.sessionId));
    if (!cookie) throw sessionEnded('expired');
    if (!row || row.userId !== cookie.userId) throw sessionEnded(await this.reasonOfEnd(cookie.userId));
    if (!this.isOriginal(cookie, row)) {
      await this.endReplayed(cookie, row);
      throw sessionEnded('sign-in-copied');
    }
    const tokens = await this.refreshAtCognito(cookie);
    await this.rows.sessions.rotate(row.sessionId, cookie.generation);
    await this.recognise(row, place);
    const generation = Math.max(row.generation, cookie.generation + 1);
    return this.opened(tokens, await this.meOf(tokens.userId), generation);
  }

  /** Signs this browser out. The event is stored first: whatever happens next, the sockets of this session will be closed. */
  async signOut({ userId, sessionId, refreshToken }: RefreshCookie, device: Device): Promise<void> {
    await this.prisma.transact(async (transaction) => {
      const { db } = transaction;
      if (await this.rows.sessions.remove(sessionId, userId, db))
        await this.rows.events.add({ userId, type: 'signed-out', device }, db);
      await this.rows.pendingSignUps.removeOf(userId, db);
      await this.tellEnd({ userId, sessionId, reason: 'signed-out' }, transaction);
    });
    await this.cognito.revoke(refreshToken);
  }

  /** Ends every session of a person, or every one but `except`, within a transaction of the caller's. */
  async endAll(userId: string, { except, place, reason }: EndAll, transaction: Transaction): Promise<void> {
    const { db } = transaction;
    const ended = await this.rows.sessions.removeAll(userId, { except }, db);
    await this.places.forget(userId, { except: place }, db);
    for (const sessionId of ended) await this.tellEnd({ userId, sessionId, reason }, transaction);
  }

  /** Ends one session, within a transaction of the caller's; whether there was one to end. */
  async endOne(userId: string, sessionId: string, transaction: Transaction): Promise<boolean> {
    const { db } = transaction;
    if (!(await this.rows.sessions.remove(sessionId, userId, db))) return false;
    await this.places.forget(userId, {}, db);
    await this.tellEnd({ userId, sessionId, reason: 'signed-out-elsewhere' }, transaction);
    return true;
  }

  async list(caller: Caller): Promise<DeviceSession[]> {
    const rows = await this.rows.sessions.listOf(caller.userId);
    return rows.map(({ sessionId, browser, system, kind, createdAt, lastSeenAt }) => ({
      sessionId,
      // Written from a Device.
      device: { browser, system, kind: kind as Device['kind'] },
      createdAt: createdAt.toISOString(),
      lastSeenAt: lastSeenAt.toISOString(),
      isCurrent: sessionId === caller.sessionId,
    }));
  }

  /** Records a step-up, for this version of the account. */
  async stepUp({ userId, sessionId }: Holder, version: number): Promise<void> {
    await this.prisma.transact(async ({ db }) => {
      await this.rows.accounts.lock(userId, db);
      await this.liveSessions.requireLive({ userId, sessionId }, db);
      const account = await this.rows.accounts.find(userId, db);
      if (account?.credentialVersion !== version) throw new AppError('STEP_UP_REQUIRED');
      await this.rows.sessions.stepUp(sessionId, version, db);
    });
  }

  /** Reads the account under its lock, so that no change can overtake the session. */
  private async insert({ userId, sessionId }: CognitoTokens, proof: SignInProof, db: Db): Promise<void> {
    const { device, place, way, version, hasSecondFactor } = proof;
    await this.rows.accounts.lock(userId, db);
    const account = await this.rows.accounts.find(userId, db);
    const isProven = account?.credentialVersion === version && (!account.twoFactorAt || hasSecondFactor);
    if (!isProven || account.deletionAt) throw new AppError('SIGN_IN_EXPIRED');
    await this.rows.sessions.insert({ sessionId, userId, device, provenVersion: version }, db);
    await this.places.remember(userId, place, db);
    await this.rows.events.add({ userId, type: 'signed-in', detail: way, device }, db);
  }

  /** The place of a live session is known, even after those of ended sessions were forgotten. */
  private async recognise({ userId, sessionId }: SessionRecord, place: Place): Promise<void> {
    if (await this.places.isKnown(userId, place)) return;
    await this.prisma.transact(async ({ db }) => {
      await this.rows.accounts.lock(userId, db);
      await this.liveSessions.requireLive({ userId, sessionId }, db);
      await this.places.remember(userId, place, db);
    });
  }

  private async meOf(userId: string): Promise<Session['me']> {
    const me = await this.rows.accounts.findMe(userId);
    if (!me) throw new AppError('SESSION_ENDED');
    return me;
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
    return isPrevious && this.clock().getTime() - row.rotatedAt.getTime() < graceMs;
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
    const isFirst = await this.prisma.transact(async (transaction) => {
      const { db } = transaction;
      await this.rows.accounts.lock(userId, db);
      if (!(await this.rows.sessions.remove(sessionId, userId, db))) return false;
      await this.rows.events.add({ userId, type: 'refresh-token-replayed', device }, db);
      await this.flows.endAll(userId, db);
      await this.tellEnd({ userId, sessionId, reason: 'sign-in-copied' }, transaction);
      return true;
    });
    if (!isFirst) return;
    const account = await this.rows.accounts.find(userId);
    if (account) this.mails.notify('refresh-token-replayed', account, { what: `${browser} (${system})` });
    await this.cognito.revoke(refreshToken);
  }

  /** A session without a row was ended by the latest event that ends sessions, or it expired unused. */
  private async reasonOfEnd(userId: string): Promise<SessionEndReason> {
    const since = fromNow(this.clock, -limits.sessionKeptMs);
    const latest = await this.rows.events.latest(userId, { types: endingEvents, since });
    return latest ? reasonOfEvent(latest) : 'expired';
  }

  private tellEnd(
    session: { userId: string; sessionId: string; reason: SessionEndReason },
    { record }: Transaction,
  ): Promise<void> {
    const endedAt = this.clock().toISOString();
    return record({ type: 'session.ended', endedAt, ...session });
  }
}
