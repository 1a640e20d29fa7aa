import type { Device } from '@maru/contracts/http/user/account';
import type { ErrorCode } from '@maru/contracts/errors';
import { limits } from '@maru/contracts/limits';
import { repairName } from '@maru/contracts/text-fields';
import { AppError } from '@maru/service-kit/app-error';
import { Injectable } from '@nestjs/common';
import type { AccountVersion } from '../../../flows/pending-flows.service.js';
import { AccountsRepository } from '../../../repositories/accounts.repository.js';
import { IdentitiesRepository } from '../../../repositories/identities.repository.js';
import { SessionsService } from '../../sessions/sessions.service.js';
import type { IdentityToLink } from '../pending-sign-in.js';
import type { SignInContext } from '../sign-in-context.js';
import { SignInService, type SignInOutcome } from '../sign-in.service.js';
import { decideClaim } from './claim-rules.js';
import { LinkingService } from './linking.service.js';
import type { Return } from './provider-visits.service.js';

/** Redirect target, and the outcome of a sign-in. */
interface Result {
  path: string;
  outcome?: SignInOutcome;
}

/** Appends the query to a path of the app, which the client defines under the same name. */
const withQuery = (path: string, query: Record<string, string | null>): string => {
  const url = new URL(path, 'https://maru.invalid');
  for (const [name, value] of Object.entries(query)) if (value !== null) url.searchParams.set(name, value);
  return url.pathname + url.search;
};

const identityOf = ({ person, visit }: Return): IdentityToLink => ({
  provider: visit.provider,
  subject: person.subject,
  email: person.email ?? null,
});

/** Completes a visit to a provider according to its purpose. */
@Injectable()
export class ProviderReturns {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly identities: IdentitiesRepository,
    private readonly linking: LinkingService,
    private readonly sessions: SessionsService,
    private readonly signIns: SignInService,
  ) {}

  async receive(arrival: Return, from: Pick<SignInContext, 'device' | 'place'>): Promise<Result> {
    switch (arrival.visit.intent) {
      case 'link':
        return this.link(arrival, from.device);
      case 'step_up':
        return this.stepUp(arrival);
      case 'sign_in': {
        const { returnTo, locale } = arrival.visit;
        const outcome = await this.signIn(arrival, { ...from, returnTo, locale });
        const path = outcome.kind === 'opened' ? '/auth/complete' : '/auth/continue';
        return { outcome, path: withQuery(path, { returnTo }) };
      }
    }
  }

  /** Returns the page that shows an error: the page that started the visit, or the sign-in page. */
  errorPath(code: ErrorCode, returnTo: string | null): string {
    if (returnTo?.startsWith('/settings')) return withQuery(returnTo, { error: code });
    return withQuery('/sign-in', { error: code, returnTo });
  }

  /** Returns `undefined` if the identity isn't linked. */
  async signInLinked(
    { provider, subject }: IdentityToLink,
    context: SignInContext,
  ): Promise<SignInOutcome | undefined> {
    const known = await this.identities.find(provider, subject);
    if (!known) return undefined;
    const { userId } = known;
    const account = await this.accounts.find(userId);
    // The link is read again after the version: a later unlink makes another version.
    const linked = await this.identities.find(provider, subject);
    if (!account || linked?.userId !== userId) throw new AppError('SIGN_IN_EXPIRED');
    return this.signIns.proceed(userId, { way: provider, version: account.credentialVersion }, context);
  }

  private async signIn(arrival: Return, context: SignInContext): Promise<SignInOutcome> {
    const { person } = arrival;
    const identity = identityOf(arrival);
    const signedIn = await this.signInLinked(identity, context);
    if (signedIn) return signedIn;
    const account = person.email ? await this.accounts.findByEmail(person.email) : undefined;
    if (account?.email) {
      const { userId, email, credentialVersion: version } = account;
      return this.claim({ userId, email, version }, arrival, context);
    }
    const { isEmailOwned } = person;
    const nickname = repairName(person.nickname ?? '', limits.nickname);
    const step = { step: 'sign-up', identity, isEmailOwned, nickname } as const;
    return this.signIns.pend({ ...step, ...this.signIns.undertaking(context) });
  }

  /** Handles the account with the identity's address. @throws IDENTITY_CONFLICT if it has another identity of the provider. */
  private async claim(
    { userId, email, version }: AccountVersion & { email: string },
    arrival: Return,
    context: SignInContext,
  ): Promise<SignInOutcome> {
    const { isEmailOwned } = arrival.person;
    const identity = identityOf(arrival);
    const way = identity.provider;
    const linked = await this.identities.listOf(userId);
    const hasOtherOfProvider = linked.some(({ provider }) => provider === way);
    switch (decideClaim({ isEmailOwned, hasOtherOfProvider })) {
      case 'link':
        return this.signIns.proceed(userId, { way, version, link: identity }, context);
      case 'prove-ownership': {
        const step = { step: 'prove-ownership', identity, userId, email } as const;
        return this.signIns.pend({ ...step, ...this.signIns.undertaking(context) }, { userId, version });
      }
      case 'conflict':
        throw new AppError('IDENTITY_CONFLICT');
    }
  }

  private async link(arrival: Return, device: Device): Promise<Result> {
    const { provider, returnTo } = arrival.visit;
    const { version, ...by } = this.visitorOf(arrival);
    await this.linking.link(by.userId, identityOf(arrival), { device, by, expectedVersion: version });
    return { path: withQuery(returnTo ?? '/settings/security', { linked: provider }) };
  }

  private async stepUp(arrival: Return): Promise<Result> {
    const { provider, returnTo } = arrival.visit;
    const { version, ...holder } = this.visitorOf(arrival);
    const known = await this.identities.find(provider, arrival.person.subject);
    if (known?.userId !== holder.userId) throw new AppError('IDENTITY_CONFLICT');
    await this.sessions.stepUp(holder, version);
    return { path: withQuery(returnTo ?? '/settings/security', { proven: provider }) };
  }

  private visitorOf({ visit }: Return): NonNullable<Return['visit']['visitor']> {
    if (!visit.visitor) throw new AppError('SIGN_IN_EXPIRED');
    return visit.visitor;
  }
}
