import { describe, expect, it, jest } from '@jest/globals';
import { channelId as channelIdSchema, type ChannelId } from '@maru/contracts/primitives';
import type { ClientEventName } from '@maru/contracts/socket/events';
import { newId } from '@maru/service-kit/ids';
import { createRateLimiter } from '@maru/service-kit/rate-limiter';
import { createEventLimits } from './event-limits.js';
import type { MaruSocket } from './realtime.js';

const aClient = () => {
  const disconnect = jest.fn();
  // Only what the limits use.
  const socket = { id: 'socket', data: { userId: 'jimin' }, disconnect } as unknown as MaruSocket;
  const limits = createEventLimits(createRateLimiter());
  /** Returns how many of these events were refused. */
  const send = async (name: ClientEventName, times: number, channelId?: ChannelId): Promise<number> => {
    let refused = 0;
    for (let sent = 0; sent < times; sent += 1)
      await limits.consume(name, socket, channelId).catch(() => (refused += 1));
    return refused;
  };
  return { send, disconnect };
};

describe('signals that another member of the call has provoked', () => {
  it('use up no budget of other events, and close no socket when they are refused', async () => {
    const { send, disconnect } = aClient();
    expect(await send('voice:signal', 2_000)).toBe(800);
    expect(disconnect).not.toHaveBeenCalled();
    expect(await send('voice:renew', 200)).toBe(0);
  });
});

it('starts of notes are limited in each channel apart', async () => {
  const { send } = aClient();
  const [lounge, office] = [channelIdSchema.parse(newId()), channelIdSchema.parse(newId())];
  expect(await send('note:start', 21, lounge)).toBe(1);
  expect(await send('note:start', 20, office)).toBe(0);
  // The budget of the person alone.
  expect(await send('note:start', 6)).toBe(1);
});

it.each([
  ['message:send', 600],
  ['voice:signal', 7_300],
] as const)('a client that goes on after many refusals of %s is disconnected', async (name, times) => {
  const { send, disconnect } = aClient();
  await send(name, times);
  expect(disconnect).toHaveBeenCalled();
});
