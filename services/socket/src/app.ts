import type { Server as HttpServer } from 'node:http';
import { limits } from '@maru/contracts/limits';
import { AppError } from '@maru/service-kit/app-error';
import type { Logger } from '@maru/service-kit/logger';
import type { TokenVerifier } from '@maru/service-kit/tokens';
import { Server } from 'socket.io';
import { bounds } from './config/bounds.js';
import type { ChannelId } from '@maru/contracts/primitives';
import { AccessCache, type AccessSource } from './features/access/access-cache.js';
import { serverOf } from './features/access/conversation.js';
import type { SocketHandlers } from './features/access/socket-handlers.js';
import type { AnnotationStore } from './features/annotations/annotation-store.js';
import { annotationHandlers } from './features/annotations/annotations.events.js';
import { AnnotationsService } from './features/annotations/annotations.service.js';
import { channelHandlers } from './features/channels/channels.events.js';
import { ChannelsService } from './features/channels/channels.service.js';
import type { ChangeFollower } from './features/live-changes/change-follower.js';
import type { ChangeIntake } from './features/live-changes/change-intake.js';
import type { ChangeLog } from './features/live-changes/change-log.js';
import { followChanges } from './features/live-changes/follow-changes.js';
import type { LocalAccess } from './features/live-changes/local-access.js';
import type { MessageRemoval, MessageStore } from './features/messages/message-store.js';
import type { MembershipStore } from './features/membership/membership-store.js';
import { TextLimits } from './features/membership/text-limits.js';
import { MemberDirectory, type MemberSource } from './features/members/member-directory.js';
import { memberListHandlers } from './features/members/members.events.js';
import { MemberListsService } from './features/members/member-lists.service.js';
import { HandedWrites, writeHanded } from './features/messages/handed-writes.js';
import { LocalWrites } from './features/messages/local-writes.js';
import { messageHandlers } from './features/messages/messages.events.js';
import { createMessagePublisher } from './features/messages/messages.publisher.js';
import { MessageGuard } from './features/messages/message-guard.js';
import { MessagesService } from './features/messages/messages.service.js';
import { TextRules } from './features/messages/text-rules.js';
import { SystemMessagesService } from './features/messages/system-messages.service.js';
import { PurgesService } from './features/messages/purges.service.js';
import type { ModerationLog } from './features/messages/moderation-log.js';
import type { Cooldowns } from './features/messages/cooldowns.repository.js';
import { NoteCards } from './features/notes/note-card.js';
import { NoteChores, type NoteTimes } from './features/notes/note-chores.js';
import { contentOf } from './features/notes/note-content.js';
import { NotePurges } from './features/notes/note-purges.js';
import type { CountChore } from './features/notes/chore-metrics.js';
import type { CardStore } from './features/notes/card-store.js';
import type { ChoreStore } from './features/notes/chore-store.js';
import type { NoteStore } from './features/notes/note-store.js';
import { taskHandlers } from './features/notes/note-tasks.events.js';
import { noteHandlers } from './features/notes/notes.events.js';
import { createNotesPublisher } from './features/notes/notes.publisher.js';
import { NotesService } from './features/notes/notes.service.js';
import { TopicGuard } from './features/notes/topic-guard.js';
import { OnlineMembers } from './features/presence/online-members.js';
import { PresenceService, type PresenceTimes } from './features/presence/presence.service.js';
import { mendGaps } from './mend-gaps.js';
import type { ReadPointers } from './features/read-pointers/read-pointers.repository.js';
import { ReadPositions } from './features/read-pointers/read-positions.js';
import { ReadingService } from './features/read-pointers/reading.service.js';
import { authenticate } from './features/session/authenticate.js';
import { createConnectionHandler } from './features/session/connection.js';
import type { EndedSessions } from './features/session/ended-sessions.repository.js';
import { sessionHandlers } from './features/session/session.events.js';
import { SessionService } from './features/session/session.service.js';
import type { KnownRooms } from './features/voice/known-rooms.js';
import type { RosterStore } from './features/voice/roster-store.js';
import { createVoice, type VoiceConfig } from './features/voice/voice.feature.js';
import { ClusterCalls } from './platform/cluster-calls.js';
import type { ClusterLink } from './platform/cluster-link.js';
import type { EventLimits } from './platform/event-limits.js';
import { socketPath } from './platform/http-server.js';
import { OpenHeads } from './platform/open-heads.js';
import { allowOrigin } from './platform/origin.js';
import type { MaruServer, MaruSocket } from './platform/realtime.js';
import { rooms } from './platform/rooms.js';

/** The dependencies of a node; tests pass their own. */
export interface RealtimeDeps {
  log: Logger;
  publicOrigin: string;
  verifier: TokenVerifier;
  accessSource: AccessSource;
  /** The log of the changes that concern this node's sockets; shared by all nodes. */
  changeLog: ChangeLog;
  limits: EventLimits;
  messages: MessageStore & MessageRemoval;
  annotations: AnnotationStore;
  notes: NoteStore;
  noteChores: ChoreStore;
  noteCards: CardStore;
  roster: RosterStore;
  voice: VoiceConfig;
  noteTimes?: Partial<NoteTimes>;
  countChore?: CountChore;
  cooldowns: Cooldowns;
  memberships: MembershipStore;
  moderation: ModerationLog;
  readPointers: ReadPointers;
  endedSessions: EndedSessions;
  members: MemberSource;
  presenceTimes?: Partial<PresenceTimes>;
  /** Milliseconds between two rounds that settle every socket from fresh memberships. */
  accessIntervalMs?: number;
  /** Minimum milliseconds between two computations of one members' panel. */
  memberListIntervalMs?: number;
  /** The connection to other nodes, if there are any. */
  link?: ClusterLink;
}

export interface Realtime {
  io: MaruServer;
  changes: { intake: ChangeIntake; follower: ChangeFollower; localAccess: LocalAccess };
  messages: MessagesService;
  purges: PurgesService;
  systemMessages: SystemMessagesService;
  findPlace: AccessCache['findPlace'];
  presence: { people: PresenceService; members: OnlineMembers };
  calls: Pick<KnownRooms, 'active'>;
  /** Disconnects every socket and stops. */
  close(): Promise<void>;
}

const trackPresence = (presence: PresenceService) => (socket: MaruSocket) => {
  const { userId } = socket.data;
  presence.connected(userId);
  socket.on('disconnect', () => presence.disconnected(userId));
};

/** A write that was buffered while this node was stopped is too old: the member's access may have changed since. */
const whileCurrent =
  <T>(follower: Pick<ChangeFollower, 'isCurrent'>, answer: (payload: unknown) => Promise<T>) =>
  async (payload: unknown): Promise<T> => {
    if (!follower.isCurrent) throw new AppError('UNAVAILABLE');
    return answer(payload);
  };

/** One socket node on an HTTP server; the caller starts and closes the server. */
export const createRealtime = (httpServer: HttpServer, deps: RealtimeDeps): Realtime => {
  const { log, verifier, link } = deps;
  const access = new AccessCache(deps.accessSource, {
    whenCurrent: () => changes.follower.whenCurrent(),
    findNoteHome: (noteId) => deps.notes.findHome(noteId),
  });
  const io: MaruServer = new Server(httpServer, {
    path: socketPath,
    transports: ['websocket'],
    serveClient: false,
    maxHttpBufferSize: limits.socketPayloadBytes,
    connectTimeout: bounds.handshakeMs,
    allowRequest: allowOrigin(deps.publicOrigin),
    ...(link ? { adapter: link.adapter } : {}),
  });

  const sessions = new SessionService({ io, verifier, endedSessions: deps.endedSessions });
  const publisher = createMessagePublisher(io);
  const { messages: store, cooldowns, moderation, readPointers } = deps;
  const rules = new TextRules({ moderation, access });
  const guard = new MessageGuard({ store, cooldowns, rules, lengths: new TextLimits(deps), log });
  const local = new LocalWrites({ store, publisher });
  const calls = link && new ClusterCalls({ line: link, log });
  const writes = calls ? new HandedWrites({ local, calls, store }) : local;
  const messages = new MessagesService({ store, writes, guard });
  const cards = new NoteCards({ cards: deps.noteCards, access, messages });
  const notePurges = new NotePurges({
    cards,
    notes: deps.notes,
    chores: deps.noteChores,
    lines: store,
    annotations: deps.annotations,
    purgeLines: (noteId, purge) => purges.purgeAuthor(noteId, purge),
  });
  const purges = new PurgesService({
    store,
    annotations: deps.annotations,
    messages,
    readPointers,
    access,
    removeSomeElse: (channelId) => notePurges.removeSomeIn(channelId),
    purgeAuthorElsewhere: (channelId, purge) => notePurges.begin(channelId, purge),
  });
  const annotations = new AnnotationsService({
    store: deps.annotations,
    findMessage: (channelId, seq) => store.find(channelId, seq),
    announce: (channelId, updates) =>
      io.to(rooms.channel(channelId)).emit('annotation:updated', { channelId, updates }),
  });
  const isMine = (channelId: ChannelId) => calls?.otherNodeOf(channelId) === undefined;
  const voice = createVoice({
    ...deps,
    io,
    access,
    store: deps.roster,
    config: deps.voice,
    nodeId: link?.nodeId,
    isMine,
    isLiving: (nodeId) => link?.living.includes(nodeId) ?? false,
  });
  const announcer = createNotesPublisher({ io, forget: (noteId) => access.forgetNote(noteId) });
  const noteChores = new NoteChores({
    notes: deps.notes,
    chores: deps.noteChores,
    cards,
    contentOf: (noteId) => contentOf(store, noteId),
    purges: notePurges,
    access,
    announcer,
    peopleInCall: voice.peopleInCall,
    isMine,
    times: deps.noteTimes,
    count: deps.countChore,
    log,
  });
  const notes = new NotesService({
    store: deps.notes,
    access,
    topics: new TopicGuard(rules),
    announcer,
    peopleInCall: voice.peopleInCall,
    onChore: (noteId) => noteChores.poke(noteId),
  });
  const positions = new ReadPositions({ pointers: readPointers, store });
  const channels = new ChannelsService({ access, positions });
  const reading = new ReadingService({
    pointers: readPointers,
    positions,
    onMoved: (moved) => void io.to(rooms.user(moved.userId)).emit('read:updated', moved),
    log,
  });
  const isClustered = link !== undefined;
  const presence = new PresenceService({
    announce: (nodeId, news) => void (isClustered && io.serverSideEmit('presence:news', nodeId, news)),
    times: deps.presenceTimes,
  });
  io.on('presence:news', (nodeId, news) => presence.hear(nodeId, news));
  const memberLists = new MemberListsService({
    io,
    access,
    directory: new MemberDirectory(deps.members),
    presence,
    log,
    intervalMs: deps.memberListIntervalMs,
  });
  const changes = followChanges({
    ...deps,
    io,
    access,
    sessions,
    onServerChanged: (serverId, change) => {
      memberLists.apply(serverId, change);
      voice.settleAfter(serverId, change);
    },
  });
  const here = (channelId: ChannelId) => io.local.to(rooms.channel(channelId));
  const messageHeads = new OpenHeads({
    io,
    log,
    readHeads: (channelIds) => store.readHeads(channelIds),
    versionOf: ({ lastSeq, changes: counter }) => `${lastSeq}#${counter}`,
    emit: (channelId, { lastSeq, changes: counter, newestSeq }, home) =>
      here(channelId).emit('channel:activity', {
        serverId: serverOf(home),
        channelId,
        lastSeq,
        changes: counter,
        newestSeq,
      }),
  });
  const annotationHeads = new OpenHeads({
    io,
    log,
    readHeads: (channelIds) => deps.annotations.readHeads(channelIds),
    versionOf: ({ annotations: counter }) => `${counter}`,
    emit: (channelId, { annotations: counter }) =>
      here(channelId).emit('annotation:head', { channelId, annotations: counter }),
  });
  if (link) mendGaps({ io, link, heads: [messageHeads, annotationHeads], presence, changes });
  link?.on('restored', voice.search);
  calls?.answerWith(whileCurrent(changes.follower, writeHanded(local)));
  const handlers: SocketHandlers = {
    ...sessionHandlers(sessions),
    ...channelHandlers(channels, reading),
    ...messageHandlers({ messages, reading, access }),
    ...annotationHandlers(annotations),
    ...memberListHandlers(memberLists),
    ...voice.handlers,
    ...noteHandlers(notes),
    ...taskHandlers({ annotations, access }),
  };

  io.use(
    authenticate({ verifier, access, limits: deps.limits, requireLiveSession: sessions.requireLive, log }),
  );
  io.on('connection', trackPresence(presence));
  io.on('connection', voice.watchSocket);
  noteChores.start();
  io.on('connection', createConnectionHandler({ access, sessions, handlers, limits: deps.limits, log }));
  return {
    io,
    changes,
    messages,
    purges,
    systemMessages: new SystemMessagesService({ access, messages }),
    findPlace: (conversationId) => access.findPlace(conversationId),
    calls: voice.rooms,
    presence: { people: presence, members: new OnlineMembers({ io, isClustered }) },
    close: () => {
      link?.leave();
      publisher.stop();
      changes.stop();
      presence.stop();
      memberLists.stop();
      noteChores.stop();
      voice.stop();
      return io.close();
    },
  };
};
