import { createAdapter } from '@socket.io/redis-adapter';
import type { Redis } from 'ioredis';

interface FrameAdapterOptions {
  publisher: Redis;
  subscriber: Redis;
  publish: (channel: string, frame: string | Buffer) => void;
  /** Returns false if frames from other nodes must be dropped for now. */
  acceptFrame: () => boolean;
}

type Listener = (...args: unknown[]) => void;

/** Milliseconds the adapter waits for other nodes' answers. */
const requestsTimeout = 1_000;

/** The adapter ignores results, and an unhandled rejection would end the process. */
const ignoringOutcome =
  <A extends unknown[]>(call: (...args: A) => Promise<unknown>) =>
  (...args: A): void =>
    void call(...args).catch(() => undefined);

/** Socket.IO's Redis adapter over connections that drop frames rather than buffer them or throw. */
export const createFrameAdapter = ({ publisher, subscriber, publish, acceptFrame }: FrameAdapterOptions) => {
  const guarded = new Map<Listener, Listener>();
  const guard = (listener: Listener): Listener => {
    const inner: Listener = (...frame) => void (acceptFrame() && listener(...frame));
    guarded.set(listener, inner);
    return inner;
  };
  const publishingEnd = {
    publish,
    send_command: (name: string, args: string[], done: (error: unknown, reply?: unknown) => void) =>
      void publisher.call(name, args).then(
        (reply) => done(null, reply),
        (error: unknown) => done(error),
      ),
    on: publisher.on.bind(publisher),
    off: publisher.off.bind(publisher),
    listenerCount: publisher.listenerCount.bind(publisher),
  };
  const subscribingEnd = {
    subscribe: ignoringOutcome((channels: string[]) => subscriber.subscribe(...channels)),
    psubscribe: ignoringOutcome((pattern: string) => subscriber.psubscribe(pattern)),
    unsubscribe: ignoringOutcome((channels: string[]) => subscriber.unsubscribe(...channels)),
    punsubscribe: ignoringOutcome((pattern: string) => subscriber.punsubscribe(pattern)),
    // Broadcasts arrive as `pmessageBuffer`, requests between nodes as `messageBuffer`.
    on: (event: string, listener: Listener) =>
      subscriber.on(event, event === 'pmessageBuffer' ? guard(listener) : listener),
    off: (event: string, listener: Listener) => subscriber.off(event, guarded.get(listener) ?? listener),
    listenerCount: subscriber.listenerCount.bind(subscriber),
  };
  return createAdapter(publishingEnd, subscribingEnd, { requestsTimeout });
};
