import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { ChannelId, ServerId } from '@maru/contracts/primitives';
import type { Access } from '@maru/contracts/internal/access';
import { resolvePermissions } from '@maru/contracts/permissions';
import type {
  ClientEventAck,
  ClientEventInput,
  ClientEventName,
  PushEventName,
  PushPayload,
} from '@maru/contracts/socket/events';
import type { Ack } from '@maru/contracts/socket/event';
import { listen, portOf } from '@maru/service-kit/http/listen';
import { newId } from '@maru/service-kit/ids';
import { createLogger } from '@maru/service-kit/logger';
import { createRateLimiter } from '@maru/service-kit/rate-limiter';
import { createTestIssuer } from '@maru/service-kit/testing/tokens';
import { createTokenVerifier } from '@maru/service-kit/tokens';
import { createAdapter } from '@socket.io/redis-adapter';
import { Redis } from 'ioredis';
import { io, type Socket } from 'socket.io-client';
import { createRealtime } from '../app.js';
import { DynamoMessageStore } from '../features/messages/message-store.dynamo.js';
import { DynamoReadPointers } from '../features/read-pointers/read-pointers.repository.js';
import { createEndedSessions } from '../features/session/ended-sessions.repository.js';
import { AccessCache } from '../platform/access-cache.js';
import { createDynamo } from '../platform/dynamo.js';
import { createEventLimits } from '../platform/event-limits.js';
import { createTables, tableNames } from '../platform/tables.js';

export const origin = 'http://localhost:8080';

/** A server with one text and one voice channel. */
export interface Place {
  serverId: ServerId;
  channelId: ChannelId;
  voiceId: ChannelId;
}

/** Who is in which server; stands in for the chat service. */
class Memberships {
  private readonly places: { place: Place; owner: string; members: Set<string> }[] = [];

  create(owner: string, ...members: string[]): Place {
    // New ULIDs are ids of their kind.
    const place = { serverId: newId(), channelId: newId(), voiceId: newId() } as unknown as Place;
    this.places.push({ place, owner, members: new Set([owner, ...members]) });
    return place;
  }

  remove(userId: string, { serverId }: Place): void {
    this.places.find(({ place }) => place.serverId === serverId)?.members.delete(userId);
  }

  add(userId: string, { serverId }: Place): void {
    this.places.find(({ place }) => place.serverId === serverId)?.members.add(userId);
  }

  accessOf = async (userId: string): Promise<Access> => ({
    servers: this.places
      .filter(({ members }) => members.has(userId))
      .map(({ place, owner }) => {
        const permissions = resolvePermissions({ isMember: true, isOwner: owner === userId });
        return {
          serverId: place.serverId,
          channels: [
            { channelId: place.channelId, type: 'text', permissions },
            { channelId: place.voiceId, type: 'voice', permissions },
          ],
        };
      }),
  });
}

export interface HarnessOptions {
  /** Several nodes share the real Redis. */
  nodes?: number;
}

/** Real socket nodes on real DynamoDB (and Redis), with clients of their own. */
export const startHarness = async ({ nodes: count = 1 }: HarnessOptions = {}) => {
  const { client, documents } = createDynamo({
    region: 'ap-northeast-2',
    endpoint: process.env.TEST_DYNAMODB_ENDPOINT,
  });
  const prefix = `test_${randomUUID().slice(0, 8)}_`;
  await createTables(client, prefix);
  const tables = tableNames(prefix);
  const issuer = await createTestIssuer();
  const memberships = new Memberships();
  const messages = new DynamoMessageStore(documents, tables);
  const open: Redis[] = [];

  const connectRedis = () => {
    const redis = new Redis(process.env.TEST_REDIS_URL ?? '');
    open.push(redis);
    return redis;
  };

  const startNode = async () => {
    const server = createServer();
    const realtime = createRealtime(server, {
      log: createLogger({ service: 'socket', level: 'silent' }),
      publicOrigin: origin,
      verifier: createTokenVerifier(issuer),
      access: new AccessCache({ fetchAccess: memberships.accessOf }),
      limits: createEventLimits(createRateLimiter()),
      messages,
      readPointers: new DynamoReadPointers(documents, tables),
      endedSessions: createEndedSessions(documents, tables.endedSessions),
      ...(count > 1 ? { adapter: createAdapter(connectRedis(), connectRedis()) } : {}),
    });
    await listen(server, 0);
    return { ...realtime, url: `http://127.0.0.1:${portOf(server)}`, close: realtime.close };
  };
  const nodes = await Promise.all(Array.from({ length: count }, startNode));
  const clients: Socket[] = [];

  return {
    nodes,
    memberships,
    issuer,
    messages,
    /** Connects a person; rejects with the code of the refusal. */
    connect: async (
      userId: string,
      options: { node?: number; token?: string; sessionId?: string; headers?: Record<string, string> } = {},
    ) => {
      const token = options.token ?? issuer.token({ userId, sessionId: options.sessionId });
      const socket = io(nodes[options.node ?? 0]?.url ?? '', {
        transports: ['websocket'],
        auth: { token },
        forceNew: true,
        reconnection: false,
        extraHeaders: options.headers,
      });
      clients.push(socket);
      await new Promise<void>((resolve, reject) => {
        socket.once('connect', resolve);
        socket.once('connect_error', (error: Error & { data?: { error?: { code: string } } }) =>
          reject(new Error(error.data?.error?.code ?? 'refused')),
        );
      });
      return createClient(socket);
    },
    stop: async () => {
      for (const socket of clients) socket.disconnect();
      await Promise.all(nodes.map((node) => node.close()));
      await issuer.close();
      open.forEach((redis) => redis.disconnect());
      client.destroy();
    },
  };
};

export type Harness = Awaited<ReturnType<typeof startHarness>>;

/** A socket with typed, awaited events and a memory of what was pushed. */
const createClient = (socket: Socket) => {
  const pushes: { event: string; payload: unknown }[] = [];
  socket.onAny((event: string, payload: unknown) => void pushes.push({ event, payload }));

  return {
    socket,
    pushes,
    /** The acknowledgement's data; rejects with the error's code as message. */
    ask: async <E extends ClientEventName>(
      event: E,
      payload: ClientEventInput<E>,
    ): Promise<ClientEventAck<E>> => {
      const ack = (await socket.timeout(5_000).emitWithAck(event, payload)) as Ack<ClientEventAck<E>>;
      if ('error' in ack) throw Object.assign(new Error(ack.error.code), ack.error);
      return ack.data;
    },
    /** The first push of this name that fits, also if it came already. */
    pushed: async <E extends PushEventName>(
      event: E,
      fits: (payload: PushPayload<E>) => boolean = () => true,
    ): Promise<PushPayload<E>> => {
      const end = Date.now() + 5_000;
      for (;;) {
        const found = pushes.find((push) => push.event === event && fits(push.payload as PushPayload<E>));
        if (found) return found.payload as PushPayload<E>;
        if (Date.now() > end) throw new Error(`no ${event} came`);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    closed: () =>
      new Promise<void>((resolve) =>
        socket.connected ? socket.once('disconnect', () => resolve()) : resolve(),
      ),
  };
};
