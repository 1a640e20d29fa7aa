import { describe, expect, it } from '@jest/globals';
import { channelId as channelIdSchema } from '@maru/contracts/primitives';
import { noteIdFrom } from '@maru/contracts/socket/notes';
import { AppError } from '@maru/service-kit/app-error';
import { newId } from '@maru/service-kit/ids';
import { createLogger } from '@maru/service-kit/logger';
import { bindEvents, type EventHandlers } from './on.js';
import type { ClientEventName } from '@maru/contracts/socket/events';
import type { MaruSocket } from './realtime.js';

const log = createLogger({ service: 'test', level: 'silent' });
const channelId = channelIdSchema.parse(newId());
const start = { channelId, noteId: noteIdFrom(newId()), topic: '회의' };

/** A socket whose person may start notes, unless said otherwise; `counted` are the channels by which its events were counted. */
const aSocket = ({ isAllowed = true, isSpent = false } = {}) => {
  const listeners = new Map<string, (payload: unknown, ack: (reply: unknown) => void) => void>();
  const socket = { data: { userId: 'jimin' }, use: () => undefined, on: listeners.set.bind(listeners) };
  const counted: (string | undefined)[] = [];
  bindEvents(
    // Only what binding uses.
    socket as unknown as MaruSocket,
    { 'note:start': async () => ({ isStarted: true }) } as unknown as EventHandlers<ClientEventName, object>,
    {
      requireConversation: async () => {
        if (!isAllowed) throw new AppError('FORBIDDEN');
        return {};
      },
      limits: {
        consume: async (_name, _socket, countedIn) => {
          counted.push(countedIn);
          if (isSpent && countedIn) throw new AppError('RATE_LIMITED');
        },
        strike: async () => undefined,
        connect: async () => undefined,
      },
      log,
    },
  );
  const ask = () => new Promise((resolve) => listeners.get('note:start')?.(start, resolve));
  return { ask, counted };
};

describe('an event', () => {
  it('is counted before it is read, and in its channel once it is allowed there', async () => {
    const { ask, counted } = aSocket();
    await expect(ask()).resolves.toEqual({ data: { isStarted: true } });
    expect(counted).toEqual([undefined, channelId]);
  });

  it('of a person who may not send it is not counted in the channel', async () => {
    const { ask, counted } = aSocket({ isAllowed: false });
    await expect(ask()).resolves.toMatchObject({ error: { code: 'FORBIDDEN' } });
    expect(counted).toEqual([undefined]);
  });

  it('beyond the limit in its channel is refused', async () => {
    const { ask } = aSocket({ isSpent: true });
    await expect(ask()).resolves.toMatchObject({ error: { code: 'RATE_LIMITED' } });
  });
});
