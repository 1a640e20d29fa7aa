import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { aChannel } from '@/testing/servers';

let push: (event: string, payload: unknown) => void = () => undefined;
jest.unstable_mockModule('socket.io-client', () => ({
  io: () => ({ on: () => undefined, onAny: (listener: typeof push) => (push = listener) }),
}));
const { onPush } = await import('./realtime');

const { serverId, channelId } = aChannel();
const activity = { serverId, channelId, lastSeq: 3, newestSeq: 3, changes: 0 };

const reportError = jest.fn<(error: Error) => void>();
beforeEach(() => void Object.assign(globalThis, { reportError }));
afterEach(() => void reportError.mockClear());

describe('a push', () => {
  it('reaches every handler of its name until the handler is removed', () => {
    const heard: string[] = [];
    const stopFirst = onPush('channel:activity', ({ lastSeq }) => heard.push(`first ${lastSeq}`));
    const stopSecond = onPush('channel:activity', ({ lastSeq }) => heard.push(`second ${lastSeq}`));
    push('channel:activity', activity);
    stopFirst();
    push('channel:activity', { ...activity, lastSeq: 4 });
    stopSecond();
    push('channel:activity', { ...activity, lastSeq: 5 });
    expect(heard).toEqual(['first 3', 'second 3', 'second 4']);
    expect(reportError).not.toHaveBeenCalled();
  });

  it('that breaks its contract reaches no handler and is reported', () => {
    const handler = jest.fn();
    const stop = onPush('channel:activity', handler);
    push('channel:activity', { ...activity, lastSeq: '3' });
    stop();
    expect(handler).not.toHaveBeenCalled();
    expect(reportError.mock.calls).toEqual([
      [expect.objectContaining({ message: 'push channel:activity breaks its contract' })],
    ]);
  });

  it('reaches a handler that was added twice and removed once', () => {
    const handler = jest.fn();
    const stops = [onPush('channel:activity', handler), onPush('channel:activity', handler)];
    stops[0]?.();
    push('channel:activity', activity);
    stops[1]?.();
    expect(handler).toHaveBeenCalledTimes(1);
  });

  it('of a name that this client does not know is ignored', () => {
    push('toString', {});
    push('order:paid', {});
    expect(reportError).not.toHaveBeenCalled();
  });
});
