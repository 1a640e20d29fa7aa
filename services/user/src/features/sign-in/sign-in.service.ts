import { AppError } from '@maru/service-kit/app-error';
import type { Clock } from '@maru/service-kit/clock';
import { newId } from '@maru/service-kit/ids';
import { Inject, Injectable } from '@nestjs/common';
import { CognitoFailure, type CognitoClient, type CognitoTokens } from '../../clients/cognito.client.js';
import { PendingFlows, type AccountVersion } from '../../flows/pending-flows.service.js';
import { CLOCK, COGNITO } from '../../platform/injection-tokens.js';
import { AccountsService } from '../../accounts/accounts.service.js';
import { LinkingService } from './provider/linking.service.js';
import { SessionsService, type OpenedSession } from '../sessions/sessions.service.js';
import { RestoringService } from './restoring.service.js';
import { SecondFactorService } from './second-factor/second-factor.service.js';
import type { SignInContext } from './sign-in-context.js';
import {
  signInLifetimeMs,
  type IdentityToLink,
  type PendingState,
  type PendingStep,
} from './pending-sign-in.js';

/** The next step of a sign-in. */
export type SignInOutcome =
  { kind: 'opened'; opened: OpenedSession } | { kind: 'pending'; state: PendingState };

interface Proof {
  /** `password`, or the provider. */
  way: string;
  /** The account's credential version at the time of the proof: the proof doesn't apply to later ones. */
  version: number;
  link?: IdentityToLink | null;
  /** Tokens that Cognito has already issued. */
  tokens?: CognitoTokens;
  hasSecondFactor?: boolean;
}

/** The step named by the browser's cookie, and the version that its flow was started for. */
export type CurrentStep<S extends PendingState['step']> = PendingStep<S> & { version: number };

const flowOf = ({ flowId }: { flowId: string }) => ({ kind: 'sign_in', key: flowId }) as const;

/** Takes every proven identity through the same remaining steps to a session. */
@Injectable()
export class SignInService {
  @Inject(CLOCK) private readonly clock!: Clock;

  constructor(
    @Inject(COGNITO) private readonly cognito: CognitoClient,
    private readonly accounts: AccountsService,
    private readonly flows: PendingFlows,
    private readonly linking: LinkingService,
    private readonly secondFactor: SecondFactorService,
    private readonly restoring: RestoringService,
    private readonly sessions: SessionsService,
  ) {}

  /** Second factor, then restoring the account, then linking, then the session. */
  async proceed(userId: string, proof: Proof, context: SignInContext): Promise<SignInOutcome> {
    const { way, version, link = null, hasSecondFactor = false } = proof;
    const account = await this.accounts.security(userId);
    const proven = { userId, way, link, hasSecondFactor };
    const wait = async (step: { step: 'two-factor' } | { step: 'restore'; deletesAt: string }) => {
      await this.discard(proof.tokens);
      return this.pend({ ...step, ...proven, ...this.undertaking(context) }, { userId, version });
    };
    if (account.twoFactorAt && !hasSecondFactor) return wait({ step: 'two-factor' });
    if (account.deletionAt) {
      if (account.deletionAt > this.clock())
        return wait({ step: 'restore', deletesAt: account.deletionAt.toISOString() });
      await this.discard(proof.tokens);
      throw new AppError('CONFLICT');
    }
    const { device, place } = context;
    const linkedVersion = link
      ? await this.linking.link(userId, link, { device, endsSessions: true, expectedVersion: version })
      : version;
    const tokens = proof.tokens ?? (await this.signInAs(userId));
    const session = { device, place, way, version: linkedVersion, hasSecondFactor };
    return { kind: 'opened', opened: await this.sessions.open(tokens, session) };
  }

  async proveSecondFactor(
    state: CurrentStep<'two-factor'>,
    code: string,
    context: SignInContext,
  ): Promise<SignInOutcome> {
    const { userId, way, link, version } = state;
    const { tokens, versionAfter } = await this.secondFactor.signIn(state, code, context);
    // A recovery code has changed the account, which ended this flow as well.
    if (versionAfter === version && !(await this.flows.take(flowOf(state)))) {
      await this.discard(tokens);
      throw new AppError('SIGN_IN_EXPIRED');
    }
    const proof = { way, link, tokens, version: versionAfter, hasSecondFactor: true };
    return this.proceed(userId, proof, context);
  }

  /** Restores an account that is scheduled for deletion. The change ends this flow and all others. */
  async restore(state: CurrentStep<'restore'>, context: SignInContext): Promise<SignInOutcome> {
    const { userId, way, link, version, hasSecondFactor } = state;
    const versionAfter = await this.restoring.restore({ userId, version }, flowOf(state), context.device);
    return this.proceed(userId, { way, link, version: versionAfter, hasSecondFactor }, context);
  }

  /** Starts a step for the browser; `account` is the account of the sign-in, once known. */
  async pend(state: PendingState, account?: AccountVersion): Promise<SignInOutcome> {
    await this.flows.begin({ ...flowOf(state), account, lifetimeMs: signInLifetimeMs });
    return { kind: 'pending', state };
  }

  /** Consumes a step. @throws SIGN_IN_EXPIRED if another request has done so. */
  async take(state: PendingState): Promise<void> {
    if (!(await this.flows.take(flowOf(state)))) throw new AppError('SIGN_IN_EXPIRED');
  }

  /** The same for a double click, whose step may already be consumed. */
  async end(state: PendingState): Promise<void> {
    await this.flows.take(flowOf(state));
  }

  undertaking({ returnTo, locale }: SignInContext) {
    return { flowId: newId(), returnTo, locale };
  }

  /** An account whose Cognito user is gone can't sign in any more and loses its address and identities. */
  private async signInAs(userId: string): Promise<CognitoTokens> {
    try {
      return await this.cognito.signInAs(userId);
    } catch (error) {
      if (!(error instanceof CognitoFailure)) throw error;
      await this.accounts.releaseIfGone(userId);
      throw new AppError('SIGN_IN_EXPIRED', { cause: error });
    }
  }

  /** Tokens that will not be handed out. */
  private async discard(tokens: CognitoTokens | undefined): Promise<void> {
    if (tokens) await this.cognito.revoke(tokens.refreshToken);
  }
}
