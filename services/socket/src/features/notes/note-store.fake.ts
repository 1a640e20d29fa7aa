import type { OutboxEvent } from '@maru/contracts/internal/events';
import { limits } from '@maru/contracts/limits';
import type { ChannelId } from '@maru/contracts/primitives';
import type { NoteHome } from '@maru/contracts/socket/conversations';
import type { MeetingNote } from '@maru/contracts/socket/notes';
import type { FakeMessageStore } from '../messages/message-store.fake.js';
import { emptyHead } from '../../platform/channel-heads.js';
import type { CardPlace, CardStore } from './card-store.js';
import type { AuthorChore, Chore, ChoreStore, NoteChore } from './chore-store.js';
import type { NotePage, NoteStore, StartResult } from './note-store.js';

const placeOf = ({ startedAt, noteId }: MeetingNote) => `${startedAt}#${noteId}`;

/** The stores of notes in memory; it opens and closes conversations of the message store beside it. */
export class FakeNoteStore implements NoteStore, ChoreStore, CardStore {
  /** Events in the order of their writes. */
  readonly events: OutboxEvent[] = [];
  private readonly notes = new Map<ChannelId, MeetingNote & { isDeleted?: boolean }>();
  private readonly all = new Map<ChannelId, NoteChore>();
  private readonly cards = new Map<ChannelId, CardPlace>();
  private readonly authors = new Map<string, AuthorChore>();

  constructor(private readonly messages: Pick<FakeMessageStore, 'open' | 'heads'>) {}

  async start(note: MeetingNote, events: readonly OutboxEvent[] = []): Promise<StartResult> {
    const { noteId, channelId, serverId, startedBy } = note;
    if (this.notes.has(noteId)) return 'taken';
    const others = this.in(channelId);
    if (others.some(({ endedAt }) => endedAt === null)) return 'running';
    if (others.length >= limits.notes.perChannel) return 'full';
    this.events.push(...events);
    this.notes.set(noteId, note);
    this.all.set(noteId, { kind: 'watch', noteId, channelId, serverId, participants: [startedBy] });
    this.messages.heads.set(noteId, emptyHead);
    this.messages.open.add(noteId);
    return 'started';
  }

  async find(noteId: ChannelId): Promise<MeetingNote | undefined> {
    const note = this.notes.get(noteId);
    return note?.isDeleted ? undefined : note;
  }

  async findHome(noteId: ChannelId): Promise<NoteHome | undefined> {
    const note = await this.find(noteId);
    return note && { scope: 'note', serverId: note.serverId, voiceChannelId: note.channelId };
  }

  async findRunning(channelId: ChannelId): Promise<MeetingNote | undefined> {
    return this.in(channelId).find(({ endedAt }) => endedAt === null);
  }

  async list(channelId: ChannelId, { from, limit }: { from?: string; limit: number }): Promise<NotePage> {
    const behind = this.in(channelId).filter((note) => from === undefined || placeOf(note) < from);
    const notes = behind.slice(0, limit);
    const last = notes.length === limit ? notes.at(-1) : undefined;
    return { notes, next: last && placeOf(last) };
  }

  async end(note: MeetingNote, endedAt: string): Promise<boolean> {
    if (!this.change(note, { endedAt })) return false;
    this.messages.open.delete(note.noteId);
    this.changeChore(note.noteId, { kind: 'card' });
    return true;
  }

  async rename(note: MeetingNote, topic: string, events: readonly OutboxEvent[] = []): Promise<boolean> {
    const isDone = this.change(note, { topic });
    if (isDone) this.events.push(...events);
    return isDone;
  }

  async remove(note: MeetingNote): Promise<boolean> {
    const { noteId, channelId, serverId } = note;
    const current = await this.find(noteId);
    if (current?.version !== note.version) return false;
    this.notes.set(noteId, { ...current, isDeleted: true });
    this.messages.open.delete(noteId);
    this.all.set(noteId, { kind: 'purge', noteId, channelId, serverId, participants: [] });
    return true;
  }

  async findChore(noteId: ChannelId): Promise<NoteChore | undefined> {
    return this.all.get(noteId);
  }

  async chores({ from, limit }: { from?: string; limit: number }) {
    const all: [string, Chore][] = [...this.all, ...this.authors];
    const behind = all
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .filter(([place]) => from === undefined || place > from)
      .slice(0, limit);
    return {
      chores: behind.map(([, chore]) => chore),
      next: behind.length === limit ? behind.at(-1)?.[0] : undefined,
    };
  }

  async addAuthorChore(chore: AuthorChore): Promise<void> {
    this.authors.set(`${chore.channelId}#${chore.authorId}`, chore);
  }

  async advanceAuthorChore(chore: AuthorChore, doneFrom: string | undefined): Promise<void> {
    const place = `${chore.channelId}#${chore.authorId}`;
    if (this.authors.get(place)?.id !== chore.id) return;
    if (doneFrom === undefined) this.authors.delete(place);
    else this.authors.set(place, { ...chore, doneFrom });
  }

  async observe(
    noteId: ChannelId,
    { emptySince, participants }: Pick<NoteChore, 'emptySince' | 'participants'>,
  ): Promise<void> {
    const known = this.all.get(noteId);
    if (known?.kind !== 'watch') return;
    const { emptySince: _before, ...rest } = known;
    const people = [...new Set([...known.participants, ...participants])];
    this.all.set(noteId, { ...rest, participants: people, ...(emptySince ? { emptySince } : {}) });
  }

  async chooseCard(noteId: ChannelId, place: CardPlace): Promise<CardPlace | undefined> {
    if (!(await this.find(noteId))) return undefined;
    const chosen = this.cards.get(noteId) ?? place;
    this.cards.set(noteId, chosen);
    return chosen;
  }

  async findCard(noteId: ChannelId): Promise<CardPlace | undefined> {
    return this.cards.get(noteId);
  }

  async finishCard(noteId: ChannelId, place: Required<CardPlace> | undefined): Promise<void> {
    if (this.all.get(noteId)?.kind !== 'card') return;
    if (place && this.cards.get(noteId)?.channelId !== place.channelId) return;
    if (place) this.cards.set(noteId, place);
    this.all.delete(noteId);
  }

  async forgetCard(noteId: ChannelId): Promise<void> {
    this.cards.delete(noteId);
  }

  async forget(noteId: ChannelId): Promise<void> {
    this.notes.delete(noteId);
    this.cards.delete(noteId);
    this.all.delete(noteId);
  }

  async removeOneIn(channelId: ChannelId): Promise<ChannelId | undefined> {
    const found = [...this.notes.values()].find((note) => note.channelId === channelId);
    if (found && !found.isDeleted) await this.remove(found);
    return found?.noteId;
  }

  private in(channelId: ChannelId): MeetingNote[] {
    return [...this.notes.values()]
      .filter((note) => note.channelId === channelId && !note.isDeleted)
      .sort((one, other) => (placeOf(one) < placeOf(other) ? 1 : -1));
  }

  private change(note: MeetingNote, to: Partial<MeetingNote>): boolean {
    const current = this.notes.get(note.noteId);
    if (!current || current.isDeleted || current.version !== note.version) return false;
    this.notes.set(note.noteId, { ...current, ...to, version: note.version + 1 });
    return true;
  }

  private changeChore(noteId: ChannelId, to: Partial<NoteChore>): void {
    const known = this.all.get(noteId);
    if (known) this.all.set(noteId, { ...known, ...to });
  }
}
