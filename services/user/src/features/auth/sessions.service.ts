import type { Session } from '@maru/contracts/http/user/auth';
import { AppError } from '@maru/service-kit/app-error';
import { Inject, Injectable } from '@nestjs/common';
import { CognitoFailure, type CognitoClient, type CognitoTokens } from '../../clients/cognito.client.js';
import { COGNITO } from '../../platform/injection-tokens.js';
import { OutboxRepository } from '../../repositories/outbox.repository.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { AuthLimits } from './auth-limits.js';
import type { RefreshCookie } from './refresh-cookie.js';

export type PasswordSignIn = { status: 'signed-in'; tokens: CognitoTokens } | { status: 'not-confirmed' };

/** Sessions: opened by password, kept by refreshing, ended here and on every socket. */
@Injectable()
export class SessionsService {
  constructor(
    @Inject(COGNITO) private readonly cognito: CognitoClient,
    private readonly accounts: AccountsService,
    private readonly outbox: OutboxRepository,
    private readonly authLimits: AuthLimits,
  ) {}

  /** A wrong password and an unknown address are answered alike. */
  async signIn(email: string, password: string): Promise<PasswordSignIn> {
    await this.authLimits.signInsOfEmail.consume(email);
    try {
      return { status: 'signed-in', tokens: await this.cognito.signInWithPassword(email, password) };
    } catch (error) {
      const reason = error instanceof CognitoFailure ? error.reason : undefined;
      if (reason === 'not-confirmed') return { status: 'not-confirmed' };
      if (reason === 'wrong-credentials' || reason === 'user-not-found') {
        throw new AppError('CREDENTIALS_INCORRECT', { cause: error });
      }
      if (reason === 'too-many-attempts')
        throw new AppError('RATE_LIMITED', { cause: error, retryAfterMs: 30_000 });
      throw error;
    }
  }

  /** What the browser gets to know of a session; the refresh token is not among it. */
  async describe({ userId, accessToken, expiresInMs }: CognitoTokens): Promise<Session> {
    return { accessToken, expiresInMs, me: await this.accounts.ensure(userId) };
  }

  /** SESSION_ENDED when the refresh token is worth nothing any more. */
  async refresh(cookie: RefreshCookie | undefined): Promise<CognitoTokens> {
    if (!cookie) throw new AppError('SESSION_ENDED');
    try {
      return await this.cognito.refresh(cookie.refreshToken);
    } catch (error) {
      if (error instanceof CognitoFailure) throw new AppError('SESSION_ENDED', { cause: error });
      throw error;
    }
  }

  /** The event is stored first: whatever happens after, the sockets of this session will be closed. */
  async end({ userId, sessionId, refreshToken }: RefreshCookie): Promise<void> {
    await this.outbox.add({ type: 'session.ended', userId, sessionId, endedAt: new Date().toISOString() });
    await this.cognito.revoke(refreshToken);
  }

  async endAll(userId: string): Promise<void> {
    await this.outbox.add({ type: 'sessions.ended', userId, endedAt: new Date().toISOString() });
    await this.cognito.revokeAll(userId);
  }
}
