import type { Caller } from '@maru/service-kit/tokens';

type Holder = Pick<Caller, 'userId' | 'sessionId'>;

/** Checks the session behind a verified access token. */
export interface SessionCheck {
  /** @throws SESSION_ENDED */
  requireLive(holder: Holder): Promise<unknown>;
  /** @throws SESSION_ENDED, or STEP_UP_REQUIRED without a recent step-up */
  requireStepUp(holder: Holder): Promise<void>;
}
