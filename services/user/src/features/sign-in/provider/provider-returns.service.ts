import type { Device } from '@maru/contracts/http/user/account';
import type { ErrorCode } from '@maru/contracts/errors';
import { AppError } from '@maru/service-kit/app-error';
import { Injectable } from '@nestjs/common';
import { IdentitiesRepository } from '../../../repositories/identities.repository.js';
import { SessionsService } from '../../sessions/sessions.service.js';
import { LinkingService } from './linking.service.js';
import type { SignInContext } from '../sign-in-context.js';
import type { SignInOutcome } from '../sign-in.service.js';
import { ProviderSignInService } from './provider-sign-in.service.js';
import type { Return } from './provider-visits.service.js';

/** Redirect target and its parameters. */
interface Result {
  path: string;
  outcome?: SignInOutcome;
}

/** Paths of the app, which the client defines under the same names. */
const withQuery = (path: string, query: Record<string, string | null>): string => {
  const url = new URL(path, 'https://maru.invalid');
  for (const [name, value] of Object.entries(query)) if (value !== null) url.searchParams.set(name, value);
  return url.pathname + url.search;
};

/** Completes a visit to a provider according to its purpose. */
@Injectable()
export class ProviderReturns {
  constructor(
    private readonly signIns: ProviderSignInService,
    private readonly linking: LinkingService,
    private readonly identities: IdentitiesRepository,
    private readonly sessions: SessionsService,
  ) {}

  async receive(arrival: Return, from: Pick<SignInContext, 'device' | 'place'>): Promise<Result> {
    switch (arrival.visit.intent) {
      case 'link':
        return this.link(arrival, from.device);
      case 'step_up':
        return this.stepUp(arrival);
      case 'sign_in':
        return this.signIn(arrival, from);
    }
  }

  /** Returns the page that shows an error: the page that started the visit, or the sign-in page. */
  errorPath(code: ErrorCode, returnTo: string | null): string {
    if (returnTo?.startsWith('/settings')) return withQuery(returnTo, { error: code });
    return withQuery('/sign-in', { error: code, returnTo });
  }

  private async signIn(
    { person, visit }: Return,
    from: Pick<SignInContext, 'device' | 'place'>,
  ): Promise<Result> {
    const { provider, returnTo, locale } = visit;
    const outcome = await this.signIns.signIn(provider, person, { ...from, returnTo, locale });
    const path = outcome.kind === 'opened' ? '/auth/complete' : '/auth/continue';
    return { outcome, path: withQuery(path, { returnTo }) };
  }

  private async link({ person, visit }: Return, device: Device): Promise<Result> {
    const { provider, returnTo } = visit;
    const { version, ...by } = this.visitorOf(visit);
    const identity = { provider, subject: person.subject, email: person.email ?? null };
    await this.linking.link(by.userId, identity, { device, by, expectedVersion: version });
    return { path: withQuery(returnTo ?? '/settings/security', { linked: provider }) };
  }

  private async stepUp({ person, visit }: Return): Promise<Result> {
    const { provider, returnTo } = visit;
    const { version, ...holder } = this.visitorOf(visit);
    const known = await this.identities.find(provider, person.subject);
    if (known?.userId !== holder.userId) throw new AppError('IDENTITY_CONFLICT');
    await this.sessions.stepUp(holder, version);
    return { path: withQuery(returnTo ?? '/settings/security', { proven: provider }) };
  }

  private visitorOf({ visitor }: Return['visit']): NonNullable<Return['visit']['visitor']> {
    if (!visitor) throw new AppError('SIGN_IN_EXPIRED');
    return visitor;
  }
}
