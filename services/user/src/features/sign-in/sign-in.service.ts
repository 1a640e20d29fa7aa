import type { Device } from '@maru/contracts/http/user/account';
import type { Locale } from '@maru/contracts/primitives';
import { AppError } from '@maru/service-kit/app-error';
import { newId } from '@maru/service-kit/ids';
import { Inject, Injectable } from '@nestjs/common';
import type { CognitoClient, CognitoTokens } from '../../clients/cognito.client.js';
import { COGNITO } from '../../platform/injection-tokens.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { OutboxRepository } from '../../repositories/outbox.repository.js';
import { AccountChanges } from '../sessions/account-changes.service.js';
import { LinkingService } from './linking.service.js';
import { SessionsService, type OpenedSession } from '../sessions/sessions.service.js';
import { SecondFactorService } from './second-factor.service.js';
import type { IdentityToLink, PendingState, PendingStep } from './pending-sign-in.js';

/** Where a step of signing in leads. */
export type SignInOutcome =
  { kind: 'opened'; opened: OpenedSession } | { kind: 'pending'; state: PendingState };

/** What comes along from step to step. */
export interface SignInContext {
  device: Device;
  returnTo: string | null;
  locale: Locale;
}

interface Proof {
  /** `password`, or the provider. */
  way: string;
  link?: IdentityToLink | null;
  /** Tokens that Cognito has given already. */
  tokens?: CognitoTokens;
  hasSecondFactor?: boolean;
  isRestored?: boolean;
}

/** Leads everybody whose identity is proven, whichever way, through the same remaining steps into a session. */
@Injectable()
export class SignInService {
  constructor(
    @Inject(COGNITO) private readonly cognito: CognitoClient,
    private readonly accounts: AccountsService,
    private readonly changes: AccountChanges,
    private readonly outbox: OutboxRepository,
    private readonly linking: LinkingService,
    private readonly secondFactor: SecondFactorService,
    private readonly sessions: SessionsService,
  ) {}

  /** Second factor, then whether the account shall stay, then linking, then the session. */
  async proceed(userId: string, proof: Proof, context: SignInContext): Promise<SignInOutcome> {
    await this.accounts.ensure(userId);
    const account = await this.accounts.security(userId);
    const proven = { userId, way: proof.way, link: proof.link ?? null, ...this.undertaking(context) };
    if (account.twoFactorAt && !proof.hasSecondFactor) {
      await this.discard(proof.tokens);
      return { kind: 'pending', state: { step: 'two-factor', ...proven } };
    }
    if (account.deletionAt && !proof.isRestored) {
      await this.discard(proof.tokens);
      if (account.deletionAt <= new Date()) throw new AppError('CONFLICT');
      const deletesAt = account.deletionAt.toISOString();
      return { kind: 'pending', state: { step: 'restore', ...proven, deletesAt } };
    }
    if (proof.link)
      await this.linking.link(userId, proof.link, { device: context.device, endsSessions: true });
    const tokens = proof.tokens ?? (await this.cognito.signInAs(userId));
    return {
      kind: 'opened',
      opened: await this.sessions.open(tokens, { device: context.device, way: proof.way }),
    };
  }

  async proveSecondFactor(
    state: PendingStep<'two-factor'>,
    code: string,
    context: SignInContext,
  ): Promise<SignInOutcome> {
    const { userId, way, link } = state;
    const tokens = await this.secondFactor.signIn(userId, code, context.device);
    return this.proceed(userId, { way, link, tokens, hasSecondFactor: true }, context);
  }

  /** Keeps an account that was going to be erased. */
  async restore(state: PendingStep<'restore'>, context: SignInContext): Promise<SignInOutcome> {
    const { userId, way, link } = state;
    await this.changes.apply(userId, {
      event: { type: 'deletion-cancelled', device: context.device },
      set: { deletionAt: null },
      also: async (db, { deletionAt }) => {
        if (deletionAt && deletionAt <= new Date()) throw new AppError('CONFLICT');
        await this.outbox.add({ type: 'account.deletion-cancelled', userId }, db);
      },
    });
    return this.proceed(userId, { way, link, hasSecondFactor: true, isRestored: true }, context);
  }

  undertaking({ returnTo, locale }: SignInContext) {
    return { flowId: newId(), returnTo, locale };
  }

  /** Tokens that nobody will get. */
  private async discard(tokens: CognitoTokens | undefined): Promise<void> {
    if (tokens) await this.cognito.revoke(tokens.refreshToken);
  }
}
