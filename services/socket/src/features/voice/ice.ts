import { createHmac } from 'node:crypto';
import type { IceAccess } from '@maru/contracts/socket/voice';

export interface IceConfig {
  stunUrls: readonly string[];
  turnUrls: readonly string[];
  /** Shared with the TURN servers (`static-auth-secret`). */
  turnSecret: string | undefined;
  turnTtlSeconds: number;
}

export const hasRelay = (config: IceConfig): config is IceConfig & { turnSecret: string } =>
  config.turnUrls.length > 0 && config.turnSecret !== undefined;

/**
 * Returns the servers for one session, with credentials by coturn's REST scheme: the name is the time of expiry and an id, the password its
 * HMAC (https://datatracker.ietf.org/doc/html/draft-uberti-behave-turn-rest-00). The id is the same for all credentials of a person, so that
 * the relay's quota holds for the person, but only this service can tell whose it is.
 */
export const iceAccessOf = (config: IceConfig, userId: string, now = Date.now()): IceAccess => {
  const { stunUrls, turnUrls, turnTtlSeconds } = config;
  const stun = stunUrls.length > 0 ? [{ urls: [...stunUrls] }] : [];
  if (!hasRelay(config)) return { servers: stun, hasRelay: false, expiresInMs: null };
  const { turnSecret } = config;
  const person = createHmac('sha256', turnSecret).update(userId).digest('base64url').slice(0, 22);
  const username = `${Math.floor(now / 1_000) + turnTtlSeconds}:${person}`;
  const credential = createHmac('sha1', turnSecret).update(username).digest('base64');
  return {
    servers: [...stun, { urls: [...turnUrls], username, credential }],
    hasRelay: true,
    expiresInMs: turnTtlSeconds * 1_000,
  };
};
