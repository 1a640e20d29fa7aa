import type { signInRoutes } from '@maru/contracts/http/user/sign-in';
import type { Locale } from '@maru/contracts/primitives';
import type { RouteBody } from '@maru/contracts/route';
import { AppError } from '@maru/service-kit/app-error';
import type { Locks } from '@maru/service-kit/mysql/locks';
import type { RateLimit, RateLimiter } from '@maru/service-kit/rate-limiter';
import { Inject, Injectable } from '@nestjs/common';
import { EmailCodes } from '../../../mails/email-codes.service.js';
import type { Place } from '../../../places/place.js';
import { LOCKS, RATE_LIMITER } from '../../../platform/injection-tokens.js';
import { firstVersion } from '../../../repositories/accounts.repository.js';
import { PasswordChecks } from '../../passwords/password-checks.service.js';
import type { CurrentState } from '../pending-cookie.js';
import type { SignInContext } from '../sign-in-context.js';
import { SignInService, type CurrentStep, type SignInOutcome } from '../sign-in.service.js';
import { AccountCreation } from './account-creation.service.js';
import { ProviderReturns } from './provider-returns.service.js';

type SignUpBody = RouteBody<typeof signInRoutes.completeSignUp>;
type OwnershipBody = RouteBody<typeof signInRoutes.proveOwnership>;

const flowOf = ({ flowId }: { flowId: string }) => ({ kind: 'sign_in', key: flowId }) as const;

/** The first sign-in with a provider: creates an account, or asks for proof that an existing one is the caller's. */
@Injectable()
export class FirstTimeService {
  private readonly mailsPerPlace: RateLimit;
  private readonly mailsPerEmail: RateLimit;

  constructor(
    @Inject(RATE_LIMITER) limiter: RateLimiter,
    @Inject(LOCKS) private readonly locks: Locks,
    private readonly returns: ProviderReturns,
    private readonly creation: AccountCreation,
    private readonly codes: EmailCodes,
    private readonly passwords: PasswordChecks,
    private readonly signIns: SignInService,
  ) {
    this.mailsPerPlace = limiter.limit('prove-address', { points: 5, seconds: 3600 });
    this.mailsPerEmail = limiter.limit('prove-address-all', { points: 30, seconds: 3600 });
  }

  /** Mails a code to an address that the caller names, or to the account that they claim. */
  async mailCode(
    state: CurrentState,
    { email, locale }: { email: string; locale: Locale },
    { address }: Place,
  ) {
    const isFitting = state.step === 'sign-up' || (state.step === 'prove-ownership' && email === state.email);
    if (!isFitting) throw new AppError('SIGN_IN_EXPIRED');
    await this.mailsPerPlace.consume(`${email} ${address}`);
    await this.mailsPerEmail.consume(email);
    return this.codes.mail(await this.codes.renew(flowOf(state), { email, locale }));
  }

  /** Creates the account; a proven address with an account links that one instead. Both requests of a double click sign in. */
  async complete(
    state: CurrentStep<'sign-up'>,
    body: SignUpBody,
    context: SignInContext,
  ): Promise<SignInOutcome> {
    const { identity } = state;
    if (body.proof) await this.codes.check(flowOf(state), body.proof.email, body.proof.code);
    const email = body.proof?.email ?? (state.isEmailOwned ? identity.email : null);
    // A double click, or two providers with one address, must not create two accounts.
    const locks = [`identity ${identity.provider} ${identity.subject}`, ...(email ? [`email ${email}`] : [])];
    return this.locks.withLocks(locks, () => this.signUpOrIn(state, { body, email }, context));
  }

  /** Verifies ownership by password or mailed code, then links the provider and signs in. */
  async proveOwnership(
    state: CurrentStep<'prove-ownership'>,
    body: OwnershipBody,
    context: SignInContext,
  ): Promise<SignInOutcome> {
    const { userId, identity, version } = state;
    if (body.method === 'password') await this.checkPassword(state, body.password, context);
    else await this.codes.check(flowOf(state), state.email, body.code);
    await this.signIns.take(state);
    return this.signIns.proceed(userId, { way: identity.provider, version, link: identity }, context);
  }

  /** The password must belong to the account that the sign-in was started for. */
  private async checkPassword(
    { email, userId }: CurrentStep<'prove-ownership'>,
    password: string,
    { place, device }: SignInContext,
  ): Promise<void> {
    const wrong = 'PASSWORD_INCORRECT' as const;
    await this.passwords.prove(userId, { email, password, place, device, wrong });
  }

  private async signUpOrIn(
    state: CurrentStep<'sign-up'>,
    { body, email }: { body: SignUpBody; email: string | null },
    context: SignInContext,
  ): Promise<SignInOutcome> {
    const { identity } = state;
    const way = identity.provider;
    const signedIn = await this.returns.signInLinked(identity, context);
    if (signedIn) {
      await this.signIns.end(state);
      return signedIn;
    }
    await this.signIns.take(state);
    const owner = email ? await this.creation.confirmedOwnerOf(email, body.locale) : undefined;
    if (owner) {
      const proof = { way, version: owner.credentialVersion, link: identity };
      return this.signIns.proceed(owner.userId, proof, context);
    }
    const { nickname, locale, consents } = body;
    const { marketing: marketingConsented } = consents;
    const newcomer = { identity, email, nickname, locale, marketingConsented, device: context.device };
    const userId = await this.creation.create(newcomer);
    return this.signIns.proceed(userId, { way, version: firstVersion }, context);
  }
}
