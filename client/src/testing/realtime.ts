import { jest } from '@jest/globals';
import type { PushEventName, PushPayload } from '@maru/contracts/socket/events';

/** Replaces the connection by one that `answer` answers. Import the modules that use it afterwards. Returns how the server pushes. */
export const mockRealtime = async (answer: (event: string, payload: never) => unknown) => {
  const realtime = await import('@/shared/api/realtime');
  const handlers = new Map<(payload: never) => void, PushEventName>();
  jest.unstable_mockModule('@/shared/api/realtime', () => ({
    ...realtime,
    whenConnected: () => Promise.resolve(),
    onConnected: (handler: () => void) => {
      handler();
      return () => undefined;
    },
    onPush: (event: PushEventName, handler: (payload: never) => void) => {
      handlers.set(handler, event);
      return () => void handlers.delete(handler);
    },
    emit: async (event: string, payload: never) => answer(event, payload),
  }));
  return <E extends PushEventName>(event: E, payload: PushPayload<E>): void => {
    // Handlers are registered with the event whose payload they take.
    for (const [handler, name] of handlers) if (name === event) handler(payload as never);
  };
};
