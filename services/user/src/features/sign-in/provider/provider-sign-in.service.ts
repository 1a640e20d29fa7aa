import type { IdentityProvider } from '@maru/contracts/http/user/auth';
import { limits } from '@maru/contracts/limits';
import { repairName } from '@maru/contracts/text-fields';
import { AppError } from '@maru/service-kit/app-error';
import { Injectable } from '@nestjs/common';
import type { ProviderPerson } from '../../../clients/provider.client.js';
import { AccountsRepository, type AccountSecurity } from '../../../repositories/accounts.repository.js';
import { IdentitiesRepository, type LinkedIdentity } from '../../../repositories/identities.repository.js';
import { PendingSignUpsRepository } from '../../../repositories/pending-sign-ups.repository.js';
import type { IdentityToLink } from '../pending-sign-in.js';
import type { SignInContext } from '../sign-in-context.js';
import { SignInService, type SignInOutcome } from '../sign-in.service.js';
import { decideIdentity, type IdentityFacts } from './identity-rules.js';

/** Decides and prepares the next step after a callback. */
@Injectable()
export class ProviderSignInService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly identities: IdentitiesRepository,
    private readonly pendingSignUps: PendingSignUpsRepository,
    private readonly signIns: SignInService,
  ) {}

  /** @throws IDENTITY_CONFLICT if the account with this address has another identity of the provider. */
  async signIn(
    provider: IdentityProvider,
    person: ProviderPerson,
    context: SignInContext,
  ): Promise<SignInOutcome> {
    const identity: IdentityToLink = { provider, subject: person.subject, email: person.email ?? null };
    const linked = await this.identities.find(provider, person.subject);
    if (linked) return this.signInLinked(linked, context);
    const account = person.email ? await this.accounts.findByEmail(person.email) : undefined;
    const facts = await this.factsOf(provider, person, account);
    return this.follow({ outcome: decideIdentity(facts), identity, person, account }, context);
  }

  findLinked({ provider, subject }: IdentityToLink): Promise<LinkedIdentity | undefined> {
    return this.identities.find(provider, subject);
  }

  /** The version is read before the link is checked again: a later unlink makes another version. */
  async signInLinked(
    { userId, provider, subject }: Pick<LinkedIdentity, 'userId' | 'provider' | 'subject'>,
    context: SignInContext,
  ): Promise<SignInOutcome> {
    const account = await this.accounts.find(userId);
    const linked = await this.identities.find(provider, subject);
    if (!account || linked?.userId !== userId) throw new AppError('SIGN_IN_EXPIRED');
    const proof = { way: provider, version: account.credentialVersion };
    return this.signIns.proceed(userId, proof, context);
  }

  private async follow(
    step: {
      outcome: ReturnType<typeof decideIdentity>;
      identity: IdentityToLink;
      person: ProviderPerson;
      account: AccountSecurity | undefined;
    },
    context: SignInContext,
  ): Promise<SignInOutcome> {
    const { outcome, identity, person, account } = step;
    const undertaking = this.signIns.undertaking(context);
    if (outcome === 'link' && account) {
      const { userId, credentialVersion: version } = account;
      return this.signIns.proceed(userId, { way: identity.provider, version, link: identity }, context);
    }
    if (outcome === 'prove-ownership' && account?.email) {
      const { userId, email, credentialVersion: version } = account;
      const state = { step: 'prove-ownership', identity, userId, email, ...undertaking } as const;
      return this.signIns.pend(state, { userId, version });
    }
    if (outcome === 'conflict') throw new AppError('IDENTITY_CONFLICT');
    const { isEmailOwned } = person;
    const nickname = repairName(person.nickname ?? '', limits.nickname);
    return this.signIns.pend({ step: 'sign-up', identity, isEmailOwned, nickname, ...undertaking });
  }

  private async factsOf(
    provider: IdentityProvider,
    { email, isEmailOwned }: ProviderPerson,
    account: AccountSecurity | undefined,
  ): Promise<IdentityFacts> {
    const linkedToIt = account ? await this.identities.listOf(account.userId) : [];
    const hasBegun = !account && email !== undefined && (await this.pendingSignUps.find(email)) !== undefined;
    const known = account?.deletionAt ? 'deleting' : 'confirmed';
    return {
      isLinked: false,
      email: email === undefined ? 'none' : isEmailOwned ? 'owned' : 'claimed',
      account: account ? known : hasBegun ? 'unconfirmed' : 'none',
      hasOtherOfProvider: linkedToIt.some((each) => each.provider === provider),
    };
  }
}
