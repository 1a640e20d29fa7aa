import type { signInRoutes } from '@maru/contracts/http/user/sign-in';
import type { Locale } from '@maru/contracts/primitives';
import type { RouteBody } from '@maru/contracts/route';
import { AppError } from '@maru/service-kit/app-error';
import type { Locks } from '@maru/service-kit/mysql/locks';
import type { RateLimit, RateLimiter } from '@maru/service-kit/rate-limiter';
import { Inject, Injectable } from '@nestjs/common';
import { EmailCodes } from '../../mails/email-codes.service.js';
import { LOCKS, RATE_LIMITER } from '../../platform/injection-tokens.js';
import { IdentitiesRepository } from '../../repositories/identities.repository.js';
import { PasswordChecks } from '../passwords/password-checks.service.js';
import type { PendingState, PendingStep } from '../sign-in/pending-sign-in.js';
import { SignInService, type SignInContext, type SignInOutcome } from '../sign-in/sign-in.service.js';
import { AccountCreation } from './account-creation.service.js';

type SignUpBody = RouteBody<typeof signInRoutes.completeSignUp>;
type OwnershipBody = RouteBody<typeof signInRoutes.proveOwnership>;

/** The first time that somebody comes with a provider: a new account, or the proof that an existing one is theirs. */
@Injectable()
export class FirstTimeService {
  private readonly mailsPerEmail: RateLimit;

  constructor(
    @Inject(RATE_LIMITER) limiter: RateLimiter,
    @Inject(LOCKS) private readonly locks: Locks,
    private readonly identities: IdentitiesRepository,
    private readonly creation: AccountCreation,
    private readonly codes: EmailCodes,
    private readonly passwords: PasswordChecks,
    private readonly signIns: SignInService,
  ) {
    this.mailsPerEmail = limiter.limit('prove-address', { points: 5, seconds: 3600 });
  }

  /** Mails a code to an address that the person names, or to that of the account which they say is theirs. */
  async mailCode(state: PendingState, { email, locale }: { email: string; locale: Locale }) {
    const isFitting = state.step === 'sign-up' || (state.step === 'prove-ownership' && email === state.email);
    if (!isFitting) throw new AppError('SIGN_IN_EXPIRED');
    await this.mailsPerEmail.consume(email);
    return this.codes.send(this.undertakingOf(state), { email, locale });
  }

  /** Makes the account; with a proven address that has one, links that instead. A repeat signs in. */
  async complete(
    state: PendingStep<'sign-up'>,
    body: SignUpBody,
    context: SignInContext,
  ): Promise<SignInOutcome> {
    const { identity } = state;
    if (body.proof) await this.codes.check(this.undertakingOf(state), body.proof.email, body.proof.code);
    const email = body.proof?.email ?? (state.isEmailOwned ? identity.email : null);
    // Two clicks, or two providers with one address, must not make two accounts.
    const locks = [`identity ${identity.provider} ${identity.subject}`, ...(email ? [`email ${email}`] : [])];
    const work = () => this.signUpOrIn(state, { body, email }, context);
    const outcome = await this.locks.withLocks(locks, work);
    if (body.proof) await this.codes.cancel(this.undertakingOf(state));
    return outcome;
  }

  /** By password or mailed code; then the provider is linked and the person signed in. */
  async proveOwnership(
    state: PendingStep<'prove-ownership'>,
    body: OwnershipBody,
    context: SignInContext & { ip: string },
  ): Promise<SignInOutcome> {
    const { email, userId, identity } = state;
    if (body.method === 'password') {
      const { ip, device } = context;
      await this.passwords.check({ email, password: body.password, ip, device, wrong: 'PASSWORD_INCORRECT' });
    } else {
      await this.codes.check(this.undertakingOf(state), email, body.code);
      await this.codes.use(this.undertakingOf(state));
    }
    return this.signIns.proceed(userId, { way: identity.provider, link: identity }, context);
  }

  private async signUpOrIn(
    { identity }: PendingStep<'sign-up'>,
    { body, email }: { body: SignUpBody; email: string | null },
    context: SignInContext,
  ): Promise<SignInOutcome> {
    const way = identity.provider;
    const linked = await this.identities.find(way, identity.subject);
    if (linked) return this.signIns.proceed(linked.userId, { way }, context);
    const owner = email ? await this.creation.confirmedOwnerOf(email) : undefined;
    if (owner) return this.signIns.proceed(owner, { way, link: identity }, context);
    const { nickname, locale, consents } = body;
    const userId = await this.creation.create({
      identity,
      email,
      nickname,
      locale,
      marketingConsented: consents.marketing,
      device: context.device,
    });
    return this.signIns.proceed(userId, { way }, context);
  }

  private undertakingOf({ flowId }: PendingState) {
    return { purpose: 'prove_address', subject: flowId } as const;
  }
}
