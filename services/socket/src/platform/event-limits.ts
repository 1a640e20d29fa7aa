import type { ClientEventName } from '@maru/contracts/socket/events';
import { AppError } from '@maru/service-kit/app-error';
import { createRateLimiter, type RateLimit, type RateLimiter } from '@maru/service-kit/rate-limiter';
import { bounds } from '../config/bounds.js';
import type { MaruSocket } from './realtime.js';

export interface EventLimits {
  /** Throws RATE_LIMITED; a client that goes on all the same is disconnected. */
  consume(name: ClientEventName, socket: MaruSocket): Promise<void>;
  /** Counts an event that no contract knows or that has no acknowledgement; a client that sends many is disconnected. */
  strike(socket: MaruSocket): Promise<void>;
  /** Throws RATE_LIMITED for a person who connects again and again. */
  connect(userId: string): Promise<void>;
}

/** Writing is limited per person on all nodes; everything else per socket and per person on this node. */
export const createEventLimits = (limiter: RateLimiter): EventLimits => {
  const { perPerson, perSocket, perNode } = bounds.events;
  // Sockets live on one node: counting their events elsewhere would cost a round trip each.
  const here = createRateLimiter();
  const writing: Partial<Record<ClientEventName, RateLimit>> = {
    'message:send': limiter.limit('message-send', perPerson.send),
    'message:edit': limiter.limit('message-edit', perPerson.edit),
    'message:delete': limiter.limit('message-delete', perPerson.remove),
  };
  const ofSocket = here.limit('event', perSocket.any);
  const ofPerson = here.limit('events', perNode.any);
  const refusals = here.limit('refused', perNode.refused);
  const handshakes = here.limit('handshake', perNode.handshakes);

  const strike = async (socket: MaruSocket, points = 1): Promise<void> =>
    refusals.consume(socket.data.userId, points).catch(() => void socket.disconnect(true));

  return {
    async consume(name, socket) {
      try {
        await ofSocket.consume(socket.id);
        await ofPerson.consume(socket.data.userId);
        await writing[name]?.consume(socket.data.userId);
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
