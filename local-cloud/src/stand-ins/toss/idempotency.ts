import type { Answer } from './payments.js';
import type { StoredReply, TossState } from './state.js';
import { TossError, tossError } from './toss-error.js';

const keptMs = 15 * 24 * 3_600_000;
const longestKey = 300;

/** Facts that make two requests the same; the body is not one of them. */
export interface RequestIdentity {
  idempotencyKey: string | undefined;
  secretKey: string;
  method: string;
  url: string;
  /** Resolves when the merchant no longer waits for the answer. */
  gone: Promise<unknown>;
}

/** Runs a request once for each Idempotency-Key and replays its answer for 15 days, errors too. */
export class Idempotency {
  private readonly running = new Set<string>();

  constructor(private readonly state: TossState) {}

  /** @throws IDEMPOTENT_REQUEST_PROCESSING while the first request with this key runs. */
  async once(identity: RequestIdentity, run: () => Promise<Answer> | Answer): Promise<Answer> {
    const { idempotencyKey } = identity;
    if (idempotencyKey === undefined) return run();
    if (idempotencyKey.length > longestKey) throw tossError('INVALID_IDEMPOTENCY_KEY');
    const key = [identity.secretKey, identity.method, identity.url, idempotencyKey].join(' ');
    const earlier = this.replyTo(key);
    if (earlier) return earlier;
    if (this.running.has(key)) throw tossError('IDEMPOTENT_REQUEST_PROCESSING');
    this.running.add(key);
    try {
      const answer = await run();
      if (answer.status === 0) void identity.gone.then(() => this.running.delete(key));
      else this.keep(key, answer);
      return answer;
    } catch (error) {
      if (error instanceof TossError)
        this.keep(key, { status: error.status, body: { code: error.code, message: error.message } });
      throw error;
    }
  }

  private replyTo(key: string): StoredReply | undefined {
    const reply = this.state.ledger.replies[key];
    return reply && reply.at + keptMs > this.state.now() ? reply : undefined;
  }

  private keep(key: string, { status, body }: Answer): void {
    this.running.delete(key);
    // The payment may change later; the answer may not.
    this.state.ledger.replies[key] = { status, body: structuredClone(body), at: this.state.now() };
    this.state.changed();
  }
}
