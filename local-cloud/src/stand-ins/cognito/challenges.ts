import { randomBytes } from 'node:crypto';
import type { ChallengeResult } from '@maru/infra/cognito-triggers/events';
import { notAuthorized } from './cognito-error.js';

export interface Challenge {
  kind: 'CUSTOM_CHALLENGE' | 'NEW_PASSWORD_REQUIRED' | 'SOFTWARE_TOKEN_MFA';
  clientId: string;
  userName: string;
  history: ChallengeResult[];
  privateParameters: Record<string, string>;
}

const lifetimeMs = 3 * 60_000;

const invalidSession = () => notAuthorized('Invalid session for the user.');

/** Pending challenges by session string; in memory only, because they live for minutes. */
export class Challenges {
  private readonly pending = new Map<string, Challenge & { expiresAt: number }>();

  /** The session string for the answer. */
  add(challenge: Challenge): string {
    const now = Date.now();
    for (const [session, { expiresAt }] of this.pending) if (expiresAt < now) this.pending.delete(session);
    const session = randomBytes(48).toString('base64url');
    this.pending.set(session, { ...challenge, expiresAt: now + lifetimeMs });
    return session;
  }

  /** Takes the pending challenge of a session; each can be answered once. */
  take(session: string, clientId: string, kind: string): Challenge {
    const challenge = this.pending.get(session);
    this.pending.delete(session);
    const isFresh = challenge && challenge.expiresAt >= Date.now();
    if (!isFresh || challenge.clientId !== clientId || challenge.kind !== kind) throw invalidSession();
    return challenge;
  }
}
