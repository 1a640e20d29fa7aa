import type { OutboxEvent } from '@maru/contracts/internal/events';
import { can, type Permission, type PermissionSet } from '@maru/contracts/permissions';
import type { ChannelId } from '@maru/contracts/primitives';
import type { ClientEventAck } from '@maru/contracts/socket/events';
import type { MeetingNote } from '@maru/contracts/socket/notes';
import { AppError } from '@maru/service-kit/app-error';
import { newId } from '@maru/service-kit/ids';
import type { AccessCache } from '../access/access-cache.js';
import type { ConversationAccess } from '../access/conversation.js';
import { stableId } from '../../platform/stable-id.js';
import { untilWritten, type WriteBackoff } from '../../platform/until-written.js';
import type { NotesAnnouncer } from './notes-announcer.js';
import type { NoteStore } from './note-store.js';
import { findNotes } from './find-notes.js';
import type { TopicGuard } from './topic-guard.js';

/** Returns the people in the call of a voice channel. */
export type PeopleInCall = (channelId: ChannelId) => Promise<readonly string[]>;

interface NotesDeps {
  store: NoteStore;
  access: Pick<AccessCache, 'rulesOfServer'>;
  topics: Pick<TopicGuard, 'admit'>;
  announcer: NotesAnnouncer;
  peopleInCall: PeopleInCall;
  /** Called when a note has a new chore. */
  onChore: (noteId: ChannelId) => void;
  now?: () => Date;
  backoff?: WriteBackoff;
}

interface Caller {
  userId: string;
  /** The caller's access to the voice channel. */
  channel: ConversationAccess;
}

const canAny = (set: PermissionSet, ...some: Permission[]) => some.some((permission) => can(set, permission));

/** Meeting notes. The lines of a note belong to the message core: a note is a conversation that opens and closes. */
export class NotesService {
  constructor(private readonly deps: NotesDeps) {}

  /** @throws NOTE_NOT_POSSIBLE, NOTE_LIMIT_REACHED, CHANNEL_NOT_VOICE, MESSAGE_BLOCKED; CONFLICT if the id is another note's. */
  async start(
    caller: Caller,
    { noteId, topic }: Pick<MeetingNote, 'noteId' | 'topic'>,
  ): Promise<MeetingNote> {
    const { channel } = caller;
    await this.requireVoiceChannel(channel);
    if (!can(channel.permissions, 'sendMessages')) throw new AppError('FORBIDDEN');
    const repeated = await this.findRepeated(caller, noteId);
    const note = repeated ?? (await this.startNew(caller, { noteId, topic }));
    // Announced even if it was there: a client repeats a start whose answer was lost, perhaps with the node that should have announced it.
    this.deps.announcer.changed(channel, note);
    return note;
  }

  /** Ends the note for a caller who started it or may manage notes. A repeat changes nothing and is not announced: chores announce ends. */
  async end(caller: Caller, noteId: ChannelId): Promise<MeetingNote> {
    const ended = await this.change(caller, noteId, async (note) => {
      if (note.endedAt !== null) return note;
      const endedAt = this.now();
      const isDone = await this.deps.store.end(note, endedAt);
      return isDone ? { ...note, endedAt, version: note.version + 1 } : undefined;
    });
    this.deps.onChore(noteId);
    return ended;
  }

  /** A topic is a text: starters who may not write may not rename. @throws MESSAGE_BLOCKED if a content rule forbids the topic. */
  async rename({ userId, channel }: Caller, noteId: ChannelId, topic: string): Promise<MeetingNote> {
    const { topics, store } = this.deps;
    const refusalId = newId();
    return this.change({ userId, channel }, noteId, async (note) => {
      if (!canAny(channel.permissions, 'sendMessages', 'manageNotes')) throw new AppError('FORBIDDEN');
      if (note.topic === topic) return note;
      const next = { ...note, topic, version: note.version + 1 };
      const events = await topics.admit(channel, { ...next, userId, refusalId });
      return (await store.rename(note, topic, events)) ? next : undefined;
    });
  }

  /** Deletes the note at once for all readers; its lines are removed afterwards. */
  async remove(channel: ConversationAccess, noteId: ChannelId): Promise<void> {
    await untilWritten(async (mayBeWritten) => {
      const note = await this.deps.store.find(noteId);
      if (!note && mayBeWritten) return true;
      return this.deps.store.remove(await this.get(channel, noteId));
    }, this.deps.backoff);
    this.deps.announcer.deleted(channel, noteId);
    this.deps.onChore(noteId);
  }

  async list(
    channel: ConversationAccess,
    query: { search: string; cursor?: string },
  ): Promise<ClientEventAck<'note:list'>> {
    await this.requireVoiceChannel(channel);
    const [found, running] = await Promise.all([
      findNotes(this.deps.store, channel.channelId, query),
      this.deps.store.findRunning(channel.channelId),
    ]);
    return { ...found, running: running ?? null };
  }

  /** @throws NOT_FOUND for a note of another channel. */
  async get({ channelId }: ConversationAccess, noteId: ChannelId): Promise<MeetingNote> {
    const note = await this.deps.store.find(noteId);
    if (note?.channelId !== channelId) throw new AppError('NOT_FOUND');
    return note;
  }

  private async startNew(
    caller: Caller,
    { noteId, topic }: Pick<MeetingNote, 'noteId' | 'topic'>,
  ): Promise<MeetingNote> {
    const { userId, channel } = caller;
    if (!(await this.deps.peopleInCall(channel.channelId)).includes(userId))
      throw new AppError('NOTE_NOT_POSSIBLE');
    const { channelId, serverId } = channel;
    const startedAt = this.now();
    const note = {
      noteId,
      channelId,
      serverId,
      topic,
      startedBy: userId,
      startedAt,
      endedAt: null,
      version: 1,
    };
    const refusalId = stableId('refused', noteId, userId, topic);
    return this.write(caller, note, await this.deps.topics.admit(channel, { ...note, userId, refusalId }));
  }

  /**
   * Repeats `attempt` with the current note until it returns the next one; the same note means that there is nothing to change. Announces
   * the note unless it is as it was at first.
   */
  private async change(
    { userId, channel }: Caller,
    noteId: ChannelId,
    attempt: (note: MeetingNote) => Promise<MeetingNote | undefined>,
  ): Promise<MeetingNote> {
    let first: MeetingNote | undefined;
    let result: MeetingNote | undefined;
    await untilWritten(async () => {
      const note = await this.get(channel, noteId);
      first ??= note;
      if (note.startedBy !== userId && !can(channel.permissions, 'manageNotes'))
        throw new AppError('FORBIDDEN');
      result = await attempt(note);
      return result !== undefined;
    }, this.deps.backoff);
    if (!result) throw new AppError('UNAVAILABLE');
    if (result.version !== first?.version) this.deps.announcer.changed(channel, result);
    return result;
  }

  private async write(
    caller: Caller,
    note: MeetingNote,
    events: readonly OutboxEvent[],
  ): Promise<MeetingNote> {
    let stored = note;
    await untilWritten(async () => {
      const result = await this.deps.store.start(note, events);
      if (result === 'running') throw new AppError('NOTE_NOT_POSSIBLE');
      if (result === 'full') throw new AppError('NOTE_LIMIT_REACHED');
      if (result === 'taken') {
        const repeated = await this.findRepeated(caller, note.noteId);
        if (!repeated) throw new AppError('CONFLICT');
        stored = repeated;
      }
      return result !== 'contended';
    }, this.deps.backoff);
    return stored;
  }

  /** The note that an earlier attempt of the caller has started under this id. */
  private async findRepeated(
    { userId, channel }: Caller,
    noteId: ChannelId,
  ): Promise<MeetingNote | undefined> {
    const known = await this.deps.store.find(noteId);
    if (known && (known.channelId !== channel.channelId || known.startedBy !== userId))
      throw new AppError('CONFLICT');
    return known;
  }

  private async requireVoiceChannel({ scope, serverId, channelId }: ConversationAccess): Promise<void> {
    const known = scope === 'server' ? await this.deps.access.rulesOfServer(serverId) : undefined;
    if (known?.channels.get(channelId)?.type !== 'voice') throw new AppError('CHANNEL_NOT_VOICE');
  }

  private now(): string {
    return (this.deps.now?.() ?? new Date()).toISOString();
  }
}
