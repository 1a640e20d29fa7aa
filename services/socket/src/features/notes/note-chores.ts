import type { ChannelId } from '@maru/contracts/primitives';
import type { MeetingNote } from '@maru/contracts/socket/notes';
import type { Logger } from '@maru/service-kit/logger';
import type { AccessCache } from '../access/access-cache.js';
import type { NotesAnnouncer } from './notes-announcer.js';
import type { NoteCards } from './note-card.js';
import type { NoteContent } from './note-content.js';
import type { NotePurges } from './note-purges.js';
import type { CountChore } from './chore-metrics.js';
import type { AuthorChore, Chore, ChoreStore, NoteChore } from './chore-store.js';
import type { NoteStore } from './note-store.js';
import type { PeopleInCall } from './notes.service.js';

export interface NoteTimes {
  /** Milliseconds between two rounds over all chores. */
  roundMs: number;
  /** A note ends itself once its call has been empty for this long, in milliseconds. */
  graceMs: number;
}

interface NoteChoresDeps {
  notes: Pick<NoteStore, 'find' | 'end' | 'remove'>;
  chores: ChoreStore;
  cards: Pick<NoteCards, 'post'>;
  purges: Pick<NotePurges, 'removeSome' | 'purgeAuthor'>;
  access: Pick<AccessCache, 'findInServer'>;
  announcer: NotesAnnouncer;
  peopleInCall: PeopleInCall;
  contentOf: (noteId: ChannelId) => Promise<NoteContent>;
  /** False for channels whose notes another living node looks after. Two nodes may do the same chore at once. */
  isMine: (channelId: ChannelId) => boolean;
  log: Logger;
  count?: CountChore;
  times?: Partial<NoteTimes>;
  now?: () => number;
}

/** Chores read at a time, and those done at once. */
const rounds = { pageSize: 100, atOnce: 10 } as const;
/** Steps of removing one note per visit. */
const maxSteps = 60;
const maxPeople = 200;

/**
 * Does what remains to be done about notes, in rounds over the stored chores and at once when a chore comes: a chore goes only when it is
 * done, so a crash at any point delays it to the next round of any node.
 */
export class NoteChores {
  private timer: NodeJS.Timeout | undefined;
  private isStopped = false;

  constructor(private readonly deps: NoteChoresDeps) {}

  start(): void {
    this.schedule();
  }

  stop(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
  }

  /** Does the note's chore now, in the background. */
  poke(noteId: ChannelId): void {
    void this.deps.chores
      .findChore(noteId)
      .then((chore) => chore && this.attempt(chore))
      .catch((error: unknown) => this.deps.log.warn({ err: error }, 'chore of a note not read'));
  }

  /** Does all chores of this node once. */
  async round(): Promise<void> {
    let from: string | undefined;
    do {
      const page = await this.deps.chores.chores({ from, limit: rounds.pageSize });
      const mine = page.chores.filter(({ channelId }) => this.deps.isMine(channelId));
      for (let start = 0; start < mine.length; start += rounds.atOnce)
        await Promise.all(mine.slice(start, start + rounds.atOnce).map((chore) => this.attempt(chore)));
      from = page.next;
    } while (from !== undefined && !this.isStopped);
  }

  private schedule(): void {
    if (this.isStopped) return;
    this.timer = setTimeout(() => {
      void this.round()
        .catch((error: unknown) => this.deps.log.warn({ err: error }, 'chores of notes not read'))
        .finally(() => this.schedule());
    }, this.deps.times?.roundMs ?? 5_000).unref();
  }

  private async attempt(chore: Chore): Promise<void> {
    try {
      await this.do(chore);
      this.deps.count?.(chore.kind, 'visited');
    } catch (error) {
      this.deps.count?.(chore.kind, 'failed');
      this.deps.log.warn(
        { err: error, channelId: chore.channelId, chore: chore.kind },
        'chore of a note not done',
      );
    }
  }

  private async do(chore: Chore): Promise<void> {
    if (chore.kind === 'author') return this.purgeAuthor(chore);
    if (chore.kind === 'purge') return this.purge(chore);
    const note = await this.deps.notes.find(chore.noteId);
    // Deleted meanwhile: its chore is another one by now.
    if (!note) return;
    await (chore.kind === 'card' ? this.finish(note, chore) : this.watch(note, chore));
  }

  /** Announces the end once more: the node that wrote it may have died before it could. A note without a line is deleted. */
  private async finish(note: MeetingNote, chore: NoteChore): Promise<void> {
    const { contentOf, access, announcer, cards } = this.deps;
    const { lines, authors } = await contentOf(note.noteId);
    if (lines === 0) return this.drop(note);
    const channel = await access.findInServer(chore.serverId, chore.channelId);
    if (channel) announcer.changed(channel, note);
    const people = new Set([...chore.participants, ...authors]);
    await cards.post(note, { lines, participants: people.size });
  }

  private async purge({ noteId, serverId, channelId }: NoteChore): Promise<void> {
    const channel = await this.deps.access.findInServer(serverId, channelId);
    if (channel) this.deps.announcer.deleted(channel, noteId);
    for (let step = 0; step < maxSteps && !this.isStopped; step += 1)
      if (!(await this.deps.purges.removeSome(noteId))) return;
  }

  private async purgeAuthor(chore: AuthorChore): Promise<void> {
    const { purges, chores } = this.deps;
    await chores.advanceAuthorChore(chore, await purges.purgeAuthor(chore));
  }

  private async watch(note: MeetingNote, chore: NoteChore): Promise<void> {
    const { chores, peopleInCall, times } = this.deps;
    const people = await peopleInCall(note.channelId);
    const seen = new Set(chore.participants);
    const participants = people.filter((userId) => !seen.has(userId)).slice(0, maxPeople - seen.size);
    const since = people.length > 0 ? undefined : (chore.emptySince ?? this.nowText());
    if (since && this.now() - Date.parse(since) >= (times?.graceMs ?? 15_000)) return this.end(note);
    if (participants.length > 0 || since !== chore.emptySince)
      await chores.observe(note.noteId, { participants, emptySince: since });
  }

  // If another change comes first, the next round looks again.
  private async drop(note: MeetingNote): Promise<void> {
    if (await this.deps.notes.remove(note)) this.poke(note.noteId);
  }

  private async end(note: MeetingNote): Promise<void> {
    if (await this.deps.notes.end(note, this.nowText())) this.poke(note.noteId);
  }

  private now(): number {
    return this.deps.now?.() ?? Date.now();
  }

  private nowText(): string {
    return new Date(this.now()).toISOString();
  }
}
