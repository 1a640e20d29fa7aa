import { randomUUID } from 'node:crypto';
import { paginateScan } from '@aws-sdk/lib-dynamodb';
import type { OutboxEvent } from '@maru/contracts/internal/events';
import type {
  ClientEventAck,
  ClientEventInput,
  ClientEventName,
  PushEventName,
  PushPayload,
} from '@maru/contracts/socket/events';
import type { Ack } from '@maru/contracts/socket/event';
import { listen, portOf } from '@maru/service-kit/http/listen';
import { createLogger } from '@maru/service-kit/logger';
import { createRateLimiter } from '@maru/service-kit/rate-limiter';
import { createTestIssuer } from '@maru/service-kit/testing/tokens';
import { createTokenVerifier } from '@maru/service-kit/tokens';
import { io, type Socket } from 'socket.io-client';
import type { OutboxRelay } from '@maru/service-kit/outbox/relay';
import { createRealtime } from '../app.js';
import { DynamoAnnotationStore } from '../features/annotations/annotation-store.dynamo.js';
import { DynamoChangeLog } from '../features/live-changes/change-log.dynamo.js';
import { DynamoMessageStore } from '../features/messages/message-store.dynamo.js';
import { DynamoMembershipStore } from '../features/membership/membership-store.dynamo.js';
import type { NoteTimes } from '../features/notes/note-chores.js';
import { DynamoCardStore } from '../features/notes/card-store.dynamo.js';
import { DynamoChoreStore } from '../features/notes/chore-store.dynamo.js';
import { DynamoNoteStore } from '../features/notes/note-store.dynamo.js';
import { createCooldowns } from '../features/messages/cooldowns.repository.js';
import { createOutboxRelays } from '../features/outbox/outbox-relays.js';
import { DynamoOutboxStore } from '../features/outbox/outbox-store.dynamo.js';
import { DynamoReadPointers } from '../features/read-pointers/read-pointers.repository.js';
import type { PresenceTimes } from '../features/presence/presence.service.js';
import { createEndedSessions } from '../features/session/ended-sessions.repository.js';
import { DynamoRosterStore } from '../features/voice/roster-store.dynamo.js';
import type { VoiceConfig } from '../features/voice/voice.feature.js';
import { Communities, type Place } from './communities.js';
import { fillCall } from './fill-call.js';
import { createFakeModerationLog } from './fake-moderation-log.js';
import { createFakePerkUses } from './fake-perk-uses.js';
import { ClusterLink } from '../platform/cluster-link.js';
import { createDynamo } from '../platform/dynamo.js';
import { createEventLimits } from '../platform/event-limits.js';
import { createHttpServer } from '../platform/http-server.js';
import { createTables, tableNames } from '../platform/tables.js';

export const origin = 'http://localhost:8080';

export interface HarnessOptions {
  /** More than one node: they share the real Redis. */
  nodes?: number;
  presenceTimes?: Partial<PresenceTimes>;
  accessIntervalMs?: number;
  noteTimes?: Partial<NoteTimes>;
  voice?: Partial<VoiceConfig>;
}

/** Starts real socket nodes on real DynamoDB (and Redis), with their own clients. */
export const startHarness = async ({
  nodes: count = 1,
  presenceTimes,
  accessIntervalMs,
  noteTimes,
  voice,
}: HarnessOptions = {}) => {
  const { client, documents } = createDynamo({
    region: 'ap-northeast-2',
    endpoint: process.env.TEST_DYNAMODB_ENDPOINT,
  });
  const prefix = `test_${randomUUID().slice(0, 8)}_`;
  await createTables(client, prefix);
  const tables = tableNames(prefix);
  const issuer = await createTestIssuer();
  const communities = new Communities();
  const relays: OutboxRelay[] = [];
  const pokeRelays = () => relays.forEach((relay) => relay.poke());
  const messages = new DynamoMessageStore(documents, tables, pokeRelays);
  const annotations = new DynamoAnnotationStore(documents, tables.annotations);
  const notes = new DynamoNoteStore(documents, tables, pokeRelays);
  const noteChores = new DynamoChoreStore(documents, tables.notes);
  const roster = new DynamoRosterStore(documents, tables.voiceRooms);
  const moderation = createFakeModerationLog();
  const perkUses = createFakePerkUses();
  const memberships = new DynamoMembershipStore(documents, tables, pokeRelays);
  const endedSessions = createEndedSessions(documents, tables.endedSessions);
  const log = createLogger({ service: 'socket', level: 'silent' });
  const links: ClusterLink[] = [];

  const startRelay = () => {
    const relay = createOutboxRelays({
      storeOf: (queue) => new DynamoOutboxStore(documents, tables.outbox, { queue, leaseMs: 500 }),
      deliver: { chat: moderation.deliver, user: perkUses.deliver },
      log,
      pollMs: 200,
      maxBackoffMs: 50,
    });
    relays.push(relay);
    relay.start();
  };

  const connectNodes = () => {
    const link = new ClusterLink({ url: process.env.TEST_REDIS_URL ?? '', log });
    links.push(link);
    return link;
  };

  const startNode = async () => {
    const server = createHttpServer();
    const link = count > 1 ? connectNodes() : undefined;
    const realtime = createRealtime(server, {
      log,
      publicOrigin: origin,
      verifier: createTokenVerifier(issuer),
      accessSource: communities,
      changeLog: new DynamoChangeLog(documents, tables.changeLog),
      limits: createEventLimits(createRateLimiter()),
      messages,
      annotations,
      notes,
      noteChores,
      noteCards: new DynamoCardStore(documents, tables.notes),
      roster,
      voice: {
        limits: { people: 12, video: 6 },
        ice: { stunUrls: [], turnUrls: [], turnSecret: undefined, turnTtlSeconds: 3_600 },
        ...voice,
      },
      noteTimes,
      cooldowns: createCooldowns(documents, tables.turns),
      memberships,
      moderation,
      readPointers: new DynamoReadPointers(documents, tables),
      endedSessions,
      members: communities,
      presenceTimes: { graceMs: 50, ...presenceTimes },
      accessIntervalMs,
      memberListIntervalMs: 20,
      link,
    });
    await listen(server, 0);
    startRelay();
    const { intake, follower } = realtime.changes;
    const liveChanges = {
      /** Resolves once the changes are in the log and applied on this node. */
      apply: async (events: OutboxEvent[]) => follower.whenApplied(await intake.take(events)),
    };
    const url = `http://127.0.0.1:${portOf(server)}`;
    return { ...realtime, liveChanges, link, url, close: realtime.close };
  };
  const nodes = await Promise.all(Array.from({ length: count }, startNode));
  const clients: Socket[] = [];

  return {
    nodes,
    communities,
    issuer,
    messages,
    annotations,
    notes,
    noteChores,
    roster,
    /** Makes these people the members of a call for ten minutes, without sockets. */
    fillCall: (place: Place, people: readonly string[]) => fillCall(roster, place, people),
    moderation,
    perkUses,
    endedSessions,
    /** Returns every item of a table. */
    scan: async (table: keyof typeof tables): Promise<Record<string, unknown>[]> => {
      const pages = paginateScan({ client: documents }, { TableName: tables[table], ConsistentRead: true });
      const items = [];
      for await (const { Items = [] } of pages) items.push(...Items);
      return items;
    },
    /** Connects a person; rejects with the refusal's code. */
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
      await Promise.all(relays.map((relay) => relay.stop()));
      await issuer.close();
      await Promise.all(links.map((each) => each.stop()));
      client.destroy();
    },
  };
};

export type Harness = Awaited<ReturnType<typeof startHarness>>;

/** Wraps a socket: typed, awaited events and a record of pushes. */
const createClient = (socket: Socket) => {
  const pushes: { event: string; payload: unknown }[] = [];
  socket.onAny((event: string, payload: unknown) => void pushes.push({ event, payload }));

  return {
    socket,
    pushes,
    /** Resolves with the acknowledgement's data; rejects with the error's code as message. */
    ask: async <E extends ClientEventName>(
      event: E,
      payload: ClientEventInput<E>,
    ): Promise<ClientEventAck<E>> => {
      const ack = (await socket.timeout(5_000).emitWithAck(event, payload)) as Ack<ClientEventAck<E>>;
      if ('error' in ack) throw Object.assign(new Error(ack.error.code), ack.error);
      return ack.data;
    },
    /** Resolves with the first matching push of this name, including earlier ones. */
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
