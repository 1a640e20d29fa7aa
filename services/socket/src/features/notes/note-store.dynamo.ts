import { GetCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient, QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import type { OutboxEvent } from '@maru/contracts/internal/events';
import { limits } from '@maru/contracts/limits';
import type { ChannelId } from '@maru/contracts/primitives';
import type { NoteHome } from '@maru/contracts/socket/conversations';
import { meetingNote, type MeetingNote } from '@maru/contracts/socket/notes';
import { AppError } from '@maru/service-kit/app-error';
import { isTransactionCanceled } from '../../platform/dynamo.js';
import { outboxItems, type TransactItem } from '../../platform/outbox-items.js';
import type { TableNames } from '../../platform/tables.js';
import { choreKey } from './chore-store.dynamo.js';
import type { NotePage, NoteStore, StartResult } from './note-store.js';

type Item = Record<string, unknown>;
type Key = { part: string; place: string };

const placeOf = ({ startedAt, noteId }: MeetingNote) => `${startedAt}#${noteId}`;
const noteKey = (note: MeetingNote): Key => ({ part: `channel#${note.channelId}`, place: placeOf(note) });
export const refKey = (noteId: string): Key => ({ part: `note#${noteId}`, place: '-' });
const runningKey = (channelId: string): Key => ({ part: `running#${channelId}`, place: '-' });
const countKey = (channelId: string): Key => ({ part: `count#${channelId}`, place: '-' });
const isAbsent = 'attribute_not_exists(part)';
const isCurrent = 'version = :version AND attribute_not_exists(deletedAt)';

/** Meeting notes in DynamoDB; the keys are described in `platform/tables.ts`. */
export class DynamoNoteStore implements NoteStore {
  constructor(
    private readonly documents: DynamoDBDocumentClient,
    private readonly tables: Pick<TableNames, 'notes' | 'channelHeads' | 'outbox'>,
    /** Called after a write with events: the outbox has something to deliver. */
    private readonly onEvents: () => void = () => undefined,
  ) {}

  async start(note: MeetingNote, events: readonly OutboxEvent[] = []): Promise<StartResult> {
    const { noteId, channelId, serverId, startedBy } = note;
    const reasons = await this.transact([
      this.put({ ...refKey(noteId), note: noteKey(note), channelId, serverId }, isAbsent),
      this.put({ ...runningKey(channelId), noteId }, isAbsent),
      this.count(channelId, 1),
      this.put({ ...note, ...noteKey(note) }, isAbsent),
      this.put({
        ...choreKey(noteId),
        kind: 'watch',
        noteId,
        channelId,
        serverId,
        participants: new Set([startedBy]),
      }),
      this.openHead(noteId),
      ...this.putEvents(note, events),
    ]);
    if (!reasons && events.length > 0) this.onEvents();
    if (!reasons) return 'started';
    const [isTaken, isRunning, isFull] = reasons.map((code) => code === 'ConditionalCheckFailed');
    if (isTaken) return 'taken';
    if (isRunning) return 'running';
    return isFull ? 'full' : 'contended';
  }

  async find(noteId: ChannelId): Promise<MeetingNote | undefined> {
    const ref = await this.findRef(noteId);
    const item = ref && (await this.get(ref.note as Key));
    return item && item.deletedAt === undefined ? meetingNote.parse(item) : undefined;
  }

  async findHome(noteId: ChannelId): Promise<NoteHome | undefined> {
    const ref = await this.findRef(noteId);
    // Only `start` writes these items.
    return ref && ({ scope: 'note', serverId: ref.serverId, voiceChannelId: ref.channelId } as NoteHome);
  }

  async findRunning(channelId: ChannelId): Promise<MeetingNote | undefined> {
    const item = await this.get(runningKey(channelId));
    const note = item && (await this.find(item.noteId as ChannelId));
    return note?.endedAt === null ? note : undefined;
  }

  async list(channelId: ChannelId, { from, limit }: { from?: string; limit: number }): Promise<NotePage> {
    const items = await this.query({
      KeyConditionExpression: from ? 'part = :part AND place < :from' : 'part = :part',
      ExpressionAttributeValues: { ':part': `channel#${channelId}`, ...(from ? { ':from': from } : {}) },
      ScanIndexForward: false,
      Limit: limit,
    });
    const last = items.length === limit ? items.at(-1) : undefined;
    const notes = items
      .filter(({ deletedAt }) => deletedAt === undefined)
      .map((item) => meetingNote.parse(item));
    return { notes, next: last && String(last.place) };
  }

  async end(note: MeetingNote, endedAt: string): Promise<boolean> {
    const { noteId } = note;
    return this.isDone([
      this.update(noteKey(note), 'SET endedAt = :endedAt, version = :next', {
        ConditionExpression: `${isCurrent} AND endedAt = :none`,
        ExpressionAttributeValues: {
          ':endedAt': endedAt,
          ':version': note.version,
          ':next': note.version + 1,
          ':none': null,
        },
      }),
      this.removeRunning(note),
      this.closeHead(noteId),
      this.update(choreKey(noteId), 'SET kind = :card', { ExpressionAttributeValues: { ':card': 'card' } }),
    ]);
  }

  async rename(note: MeetingNote, topic: string, events: readonly OutboxEvent[] = []): Promise<boolean> {
    const next = note.version + 1;
    const isDone = await this.isDone([
      this.update(noteKey(note), 'SET topic = :topic, version = :next', {
        ConditionExpression: isCurrent,
        ExpressionAttributeValues: {
          ':topic': topic,
          ':version': note.version,
          ':next': next,
        },
      }),
      ...this.putEvents({ ...note, version: next }, events),
    ]);
    if (isDone && events.length > 0) this.onEvents();
    return isDone;
  }

  async remove(note: MeetingNote): Promise<boolean> {
    const { noteId, channelId, serverId } = note;
    return this.isDone([
      this.update(noteKey(note), 'SET deletedAt = :now', {
        ConditionExpression: isCurrent,
        ExpressionAttributeValues: { ':now': new Date().toISOString(), ':version': note.version },
      }),
      this.update(refKey(noteId), 'SET isDeleted = :true', { ExpressionAttributeValues: { ':true': true } }),
      ...(note.endedAt === null ? [this.removeRunning(note)] : []),
      this.closeHead(noteId),
      this.put({ ...choreKey(noteId), kind: 'purge', noteId, channelId, serverId }),
      this.count(channelId, -1),
    ]);
  }

  /** The chore goes last with the rest: until then, a crash leaves enough to go on from. */
  async forget(noteId: ChannelId): Promise<void> {
    const ref = await this.get(refKey(noteId));
    if (!ref) return;
    const keys = [ref.note as Key, refKey(noteId), choreKey(noteId)];
    await this.removeItems(keys);
  }

  async removeOneIn(channelId: ChannelId): Promise<ChannelId | undefined> {
    const [item] = await this.query({
      KeyConditionExpression: 'part = :part',
      ExpressionAttributeValues: { ':part': `channel#${channelId}` },
      Limit: 1,
    });
    if (!item) {
      const keys = [runningKey(channelId), countKey(channelId)];
      await this.removeItems(keys);
      return undefined;
    }
    const note = meetingNote.parse(item);
    if (item.deletedAt === undefined && !(await this.remove(note)))
      throw new AppError('UNAVAILABLE', { retryAfterMs: 1_000 });
    return note.noteId;
  }

  private async removeItems(keys: readonly Key[]): Promise<void> {
    const items = keys.map((key) => ({ Delete: { TableName: this.tables.notes, Key: key } }));
    if (!(await this.isDone(items))) throw new AppError('UNAVAILABLE', { retryAfterMs: 1_000 });
  }

  private async findRef(noteId: ChannelId): Promise<Item | undefined> {
    const ref = await this.get(refKey(noteId));
    return ref?.isDeleted ? undefined : ref;
  }

  private async get(Key: Key): Promise<Item | undefined> {
    const { Item } = await this.documents.send(
      new GetCommand({ TableName: this.tables.notes, Key, ConsistentRead: true }),
    );
    return Item;
  }

  private async query(input: Omit<QueryCommandInput, 'TableName'>): Promise<Item[]> {
    const { Items = [] } = await this.documents.send(
      new QueryCommand({ ...input, TableName: this.tables.notes, ConsistentRead: true }),
    );
    return Items;
  }

  private put(item: Item, ConditionExpression?: string): TransactItem {
    return { Put: { TableName: this.tables.notes, Item: item, ConditionExpression } };
  }

  private update(
    Key: Key,
    UpdateExpression: string,
    rest: Partial<NonNullable<TransactItem['Update']>>,
  ): TransactItem {
    return { Update: { TableName: this.tables.notes, Key, UpdateExpression, ...rest } };
  }

  /** Apart from the events of the note's lines, whose positions are counted otherwise. */
  private putEvents({ noteId, version }: MeetingNote, events: readonly OutboxEvent[]): TransactItem[] {
    const partition = `${noteId}#topic`;
    return outboxItems(this.tables.outbox, 'chat', { partition, position: [version], events });
  }

  private count(channelId: string, by: 1 | -1): TransactItem {
    const isAllowed = by > 0 ? { ConditionExpression: 'attribute_not_exists(notes) OR notes < :max' } : {};
    return this.update(countKey(channelId), 'ADD notes :by', {
      ...isAllowed,
      ExpressionAttributeValues: { ':by': by, ...(by > 0 ? { ':max': limits.notes.perChannel } : {}) },
    });
  }

  private removeRunning({ channelId, noteId }: MeetingNote): TransactItem {
    return {
      Delete: {
        TableName: this.tables.notes,
        Key: runningKey(channelId),
        ConditionExpression: `${isAbsent} OR noteId = :noteId`,
        ExpressionAttributeValues: { ':noteId': noteId },
      },
    };
  }

  private openHead(noteId: string): TransactItem {
    return {
      Put: {
        TableName: this.tables.channelHeads,
        Item: { channelId: noteId, lastSeq: 0, newestSeq: 0, changes: 0, lastCreatedAt: '', isOpen: true },
        ConditionExpression: 'attribute_not_exists(channelId)',
      },
    };
  }

  private closeHead(noteId: string): TransactItem {
    return {
      Update: {
        TableName: this.tables.channelHeads,
        Key: { channelId: noteId },
        UpdateExpression: 'SET isOpen = :false',
        ConditionExpression: 'attribute_exists(channelId)',
        ExpressionAttributeValues: { ':false': false },
      },
    };
  }

  private async isDone(items: TransactItem[]): Promise<boolean> {
    return (await this.transact(items)) === undefined;
  }

  /** Returns undefined once the transaction is done, or the code of each item of a cancelled one. */
  private async transact(TransactItems: TransactItem[]): Promise<(string | undefined)[] | undefined> {
    try {
      await this.documents.send(new TransactWriteCommand({ TransactItems }));
      return undefined;
    } catch (error) {
      if (!isTransactionCanceled(error)) throw error;
      // Checked above, by name.
      return ((error as TransactionCanceledException).CancellationReasons ?? []).map(({ Code }) => Code);
    }
  }
}
