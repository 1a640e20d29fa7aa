import type { Rate } from '@maru/contracts/rate';
import { eventRatesOf } from '@maru/contracts/socket/event';
import { clientEventContract, type ClientEventName } from '@maru/contracts/socket/events';
import { AppError } from '@maru/service-kit/app-error';
import { createDeclaredRates } from '@maru/service-kit/declared-rates';
import { createRateLimiter, type RateLimiter } from '@maru/service-kit/rate-limiter';
import { bounds } from '../config/bounds.js';
import type { MaruSocket } from './realtime.js';

export interface EventLimits {
  /** Throws RATE_LIMITED; a client that ignores it many times is disconnected. */
  consume(name: ClientEventName, socket: MaruSocket): Promise<void>;
  /** Counts an event without a contract or an acknowledgement, and disconnects a client that sends many. */
  strike(socket: MaruSocket): Promise<void>;
  /** @throws RATE_LIMITED if the person connects too often. */
  connect(userId: string): Promise<void>;
}

const keyOf = ({ by }: Rate, socket: MaruSocket): string => {
  if (by === 'socket') return socket.id;
  if (by === 'person') return socket.data.userId;
  throw new Error(`an event has no ${by} to count by`);
};

/** Counts events by the rates that their contracts declare. */
export const createEventLimits = (limiter: RateLimiter): EventLimits => {
  const { perNode } = bounds.events;
  const here = createRateLimiter();
  const limitOf = createDeclaredRates({ limiter });
  const refusals = here.limit('refused', perNode.refused);
  const handshakes = here.limit('handshake', perNode.handshakes);

  const strike = async (socket: MaruSocket, points = 1): Promise<void> =>
    refusals.consume(socket.data.userId, points).catch(() => void socket.disconnect(true));

  return {
    async consume(name, socket) {
      try {
        for (const rate of eventRatesOf(clientEventContract(name)))
          await limitOf('socket', name, rate).consume(keyOf(rate, socket));
      } catch (error) {
        await strike(socket);
        throw error instanceof AppError
          ? error
          : new AppError('RATE_LIMITED', { cause: error, retryAfterMs: 1_000 });
      }
    },
    strike: (socket) => strike(socket, perNode.malformedCost),
    connect: (userId) => handshakes.consume(userId),
  };
};
