import type { ClientEventName } from '@maru/contracts/socket/events';
import { AppError } from '@maru/service-kit/app-error';
import type { RateLimit, RateLimiter } from '@maru/service-kit/rate-limiter';
import type { MaruSocket } from './realtime.js';

export interface EventLimits {
  /** Throws RATE_LIMITED; who goes on all the same is disconnected. */
  consume(name: ClientEventName, socket: MaruSocket): Promise<void>;
}

/** Writing is limited per person, everything else per socket. */
export const createEventLimits = (limiter: RateLimiter): EventLimits => {
  const sends = limiter.limit('message-send', { points: 25, seconds: 5 });
  const others = limiter.limit('event', { points: 200, seconds: 10 });
  const refusals = limiter.limit('refused', { points: 300, seconds: 60 });

  const consumeOrStrike = async (limit: RateLimit, key: string, socket: MaruSocket) => {
    try {
      await limit.consume(key);
    } catch (error) {
      await refusals.consume(socket.id).catch(() => socket.disconnect(true));
      throw error instanceof AppError
        ? error
        : new AppError('RATE_LIMITED', { cause: error, retryAfterMs: 1_000 });
    }
  };

  return {
    consume: (name, socket) =>
      name === 'message:send'
        ? consumeOrStrike(sends, socket.data.userId, socket)
        : consumeOrStrike(others, socket.id, socket),
  };
};
