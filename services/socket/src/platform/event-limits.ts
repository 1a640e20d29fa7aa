import type { ChannelId } from '@maru/contracts/primitives';
import type { Rate } from '@maru/contracts/rate';
import { eventRatesOf } from '@maru/contracts/socket/event';
import { clientEventContract, type ClientEventName } from '@maru/contracts/socket/events';
import { AppError } from '@maru/service-kit/app-error';
import { createDeclaredRates } from '@maru/service-kit/declared-rates';
import { createRateLimiter, type RateLimiter } from '@maru/service-kit/rate-limiter';
import { bounds } from '../config/bounds.js';
import type { MaruSocket } from './realtime.js';

export interface EventLimits {
  /**
   * Counts an event; with a channel only by the rates that count in channels, otherwise by the others. Throws RATE_LIMITED; a client that
   * ignores it many times is disconnected.
   */
  consume(name: ClientEventName, socket: MaruSocket, channelId?: ChannelId): Promise<void>;
  /** Counts an event without a contract or an acknowledgement, and disconnects a client that sends many. */
  strike(socket: MaruSocket): Promise<void>;
  /** @throws RATE_LIMITED if the person connects too often. */
  connect(userId: string): Promise<void>;
}

const isInChannel = ({ by }: Rate): boolean => by === 'person-in-channel';

const keyOf = ({ by }: Rate, socket: MaruSocket, channelId: ChannelId | undefined): string => {
  const { userId } = socket.data;
  if (by === 'socket') return socket.id;
  if (by === 'person') return userId;
  if (by === 'person-in-channel' && channelId) return `${userId}:${channelId}`;
  throw new Error(`an event has no ${by} to count by`);
};

/** Counts events by the rates that their contracts declare. */
export const createEventLimits = (limiter: RateLimiter): EventLimits => {
  const { perNode } = bounds.events;
  const here = createRateLimiter();
  const limitOf = createDeclaredRates({ limiter });
  const refusals = here.limit('refused', perNode.refused);
  const apart = here.limit('refused apart', perNode.refusedApart);
  const handshakes = here.limit('handshake', perNode.handshakes);

  const strike = async (socket: MaruSocket, points = 1, counted = refusals): Promise<void> =>
    counted.consume(socket.data.userId, points).catch(() => void socket.disconnect(true));

  return {
    async consume(name, socket, channelId) {
      const contract = clientEventContract(name);
      const rates = eventRatesOf(contract).filter((rate) => isInChannel(rate) === (channelId !== undefined));
      try {
        for (const rate of rates) await limitOf('socket', name, rate).consume(keyOf(rate, socket, channelId));
      } catch (error) {
        await strike(socket, 1, contract.counts === 'apart' ? apart : refusals);
        throw error instanceof AppError
          ? error
          : new AppError('RATE_LIMITED', { cause: error, retryAfterMs: 1_000 });
      }
    },
    strike: (socket) => strike(socket, perNode.malformedCost),
    connect: (userId) => handshakes.consume(userId),
  };
};
