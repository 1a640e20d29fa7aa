import { createHash, randomBytes } from 'node:crypto';
import { identityProvider, type IdentityProvider } from '@maru/contracts/http/user/auth';
import { locale, type Locale } from '@maru/contracts/primitives';
import { AppError } from '@maru/service-kit/app-error';
import { Inject, Injectable } from '@nestjs/common';
import { parseCookie } from 'cookie';
import type { CookieOptions, Request, Response } from 'express';
import { z } from 'zod';
import type { ProviderClient, ProviderPerson } from '../../../clients/provider.client.js';
import type { Env } from '../../../config/env.js';
import { PendingFlows } from '../../../flows/pending-flows.service.js';
import { placeOf } from '../../../places/place.js';
import { isSecureOrigin } from '../../../platform/cookies.js';
import { ENV, PROVIDERS } from '../../../platform/injection-tokens.js';
import { ownPath } from '../../../platform/own-path.js';
import { keyedHash } from '../../../platform/sealing.js';

export type Providers = Record<IdentityProvider, ProviderClient>;

interface Visit {
  provider: IdentityProvider;
  locale: Locale;
  returnTo: string | undefined;
  /** The signed-in caller, if there is one. */
  purpose?: { intent: 'link' | 'step_up'; userId: string; sessionId: string; version: number };
}

/** Stored data of a visit until the browser returns. */
const visitState = z.object({
  browserHash: z.string(),
  provider: identityProvider,
  intent: z.enum(['sign_in', 'link', 'step_up']),
  codeVerifier: z.string(),
  nonce: z.string(),
  returnTo: z.string().nullable(),
  locale,
  deviceId: z.string().optional(),
});

/** A completed visit. */
export type EndedVisit = z.infer<typeof visitState> & {
  /** The caller who started it, if signed in, and their account's version at that time. */
  visitor: { userId: string; sessionId: string; version: number } | undefined;
};

/** The returned identity and its visit. */
export interface Return {
  person: ProviderPerson;
  visit: EndedVisit;
}

const cookieName = 'maru_visit';
const lifetimeMs = 10 * 60_000;

const random = () => randomBytes(32).toString('base64url');
const visitOf = (state: string) => ({ kind: 'provider_visit', key: state }) as const;
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** Visits to providers: each is used once, within ten minutes, by the browser that started it. */
@Injectable()
export class ProviderVisits {
  private readonly cookieOptions: CookieOptions;

  constructor(
    @Inject(PROVIDERS) private readonly providers: Providers,
    @Inject(ENV) private readonly env: Pick<Env, 'PUBLIC_ORIGIN' | 'SEALING_KEY'>,
    private readonly flows: PendingFlows,
  ) {
    this.cookieOptions = {
      httpOnly: true,
      // The browser must send it along when the provider redirects it back.
      sameSite: 'lax',
      secure: isSecureOrigin(env.PUBLIC_ORIGIN),
      path: '/user/v1/auth',
    };
  }

  /** Returns the provider's URL to visit; a cookie binds the visit to this browser. Two concurrent visits are fine. */
  async begin(visit: Visit, req: Request, res: Response): Promise<string> {
    const { provider, returnTo, purpose } = visit;
    const browser = this.browserOf(req) ?? random();
    const state = random();
    const codeVerifier = random();
    const secrets = { state, codeVerifier, nonce: this.nonceOf(state) };
    const url = await this.providers[provider].authorizationUrl(secrets, {
      isReauthentication: purpose?.intent === 'step_up',
    });
    const account = purpose && { userId: purpose.userId, version: purpose.version };
    const kept: z.infer<typeof visitState> = {
      browserHash: sha256(browser),
      provider,
      intent: purpose?.intent ?? 'sign_in',
      codeVerifier,
      nonce: secrets.nonce,
      returnTo: ownPath(returnTo) ?? null,
      locale: visit.locale,
      deviceId: placeOf(req).deviceId,
    };
    await this.flows.begin({
      ...visitOf(state),
      account,
      sessionId: purpose?.sessionId,
      state: kept,
      lifetimeMs,
    });
    res.cookie(cookieName, browser, { ...this.cookieOptions, maxAge: lifetimeMs });
    return url;
  }

  /**
   * Ends a visit and returns its purpose. @throws SIGN_IN_EXPIRED unless it belongs to this browser and provider, is recent, and
   * is unused.
   */
  async end(provider: IdentityProvider, state: unknown, req: Request): Promise<EndedVisit> {
    const browser = this.browserOf(req);
    if (typeof state !== 'string' || !browser) throw new AppError('SIGN_IN_EXPIRED');
    const flow = await this.flows.find(visitOf(state), { isSessionChecked: false });
    if (!flow || !(await this.flows.take(visitOf(state)))) throw new AppError('SIGN_IN_EXPIRED');
    const kept = visitState.parse(flow.state);
    const isTheirs = kept.browserHash === sha256(browser) && kept.provider === provider;
    if (!isTheirs) throw new AppError('SIGN_IN_EXPIRED');
    const { userId, sessionId, version } = flow;
    return {
      ...kept,
      visitor: userId && sessionId ? { userId, sessionId, version: version ?? 0 } : undefined,
    };
  }

  /** Returns the identity of a completed visit. @throws PROVIDER_DENIED, PROVIDER_FAILED or UNAVAILABLE. */
  identify(visit: EndedVisit, state: string, callback: URL): Promise<ProviderPerson> {
    const { provider, nonce, codeVerifier } = visit;
    return this.providers[provider].identify(callback, { state, nonce, codeVerifier });
  }

  private browserOf(req: Request): string | undefined {
    const value = parseCookie(req.get('cookie') ?? '')[cookieName];
    return value && /^[\w-]{43}$/.test(value) ? value : undefined;
  }

  private nonceOf(state: string): string {
    return keyedHash(this.env.SEALING_KEY, 'oidc-nonce', state).slice(0, 43);
  }
}
