import type { PairEnd } from './pair-options.js';

interface OwnSessionOptions extends PairEnd {
  newId: () => string;
}

/** The person's session. Its id may be taken in the call, as clients choose their ids and see those of others. */
export class OwnSession {
  private id: string;
  private isRenewed = false;

  constructor(private readonly options: OwnSessionOptions) {
    this.id = options.sessionId;
  }

  get userId() {
    return this.options.userId;
  }

  get sessionId() {
    return this.id;
  }

  get end(): PairEnd {
    return { userId: this.userId, sessionId: this.id };
  }

  /** Others may have copied the id of the session. */
  is({ userId, sessionId }: PairEnd) {
    return userId === this.userId && sessionId === this.id;
  }

  /** Takes a new id, once. Returns false if it has done so before. */
  renew() {
    if (this.isRenewed) return false;
    this.isRenewed = true;
    this.id = this.options.newId();
    return true;
  }
}
