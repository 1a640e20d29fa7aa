import {
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';
import type { ChannelId } from '@maru/contracts/primitives';
import { isConditionFailed } from '../../platform/dynamo.js';
import type { AuthorChore, Chore, ChoreStore, NoteChore } from './chore-store.js';

type Item = Record<string, unknown>;

export const choreKey = (noteId: string) => ({ part: 'chores', place: noteId });
const authorChoreKey = ({ channelId, authorId }: AuthorChore) => ({
  part: 'chores',
  place: `${channelId}#${authorId}`,
});

// Only this store and the one of notes write chores.
const toNoteChore = (item: Item): NoteChore => ({
  ...(item as unknown as NoteChore),
  participants: [...((item.participants as Set<string> | undefined) ?? [])],
});
const toChore = (item: Item): Chore =>
  item.kind === 'author' ? (item as unknown as AuthorChore) : toNoteChore(item);

/** Chores in DynamoDB; the keys are described in `platform/tables.ts`. */
export class DynamoChoreStore implements ChoreStore {
  constructor(
    private readonly documents: DynamoDBDocumentClient,
    private readonly table: string,
  ) {}

  async findChore(noteId: ChannelId): Promise<NoteChore | undefined> {
    const { Item: item } = await this.documents.send(
      new GetCommand({ TableName: this.table, Key: choreKey(noteId), ConsistentRead: true }),
    );
    return item && toNoteChore(item);
  }

  async chores({ from, limit }: { from?: string; limit: number }) {
    const { Items: items = [] } = await this.documents.send(
      new QueryCommand({
        TableName: this.table,
        ConsistentRead: true,
        KeyConditionExpression: from ? 'part = :part AND place > :from' : 'part = :part',
        ExpressionAttributeValues: { ':part': 'chores', ...(from ? { ':from': from } : {}) },
        Limit: limit,
      }),
    );
    const last = items.length === limit ? items.at(-1) : undefined;
    return { chores: items.map(toChore), next: last && String(last.place) };
  }

  async addAuthorChore(chore: AuthorChore): Promise<void> {
    const Item = { ...chore, ...authorChoreKey(chore) };
    await this.documents.send(new PutCommand({ TableName: this.table, Item }));
  }

  async advanceAuthorChore(chore: AuthorChore, doneFrom: string | undefined): Promise<void> {
    const isSame = {
      TableName: this.table,
      Key: authorChoreKey(chore),
      ConditionExpression: 'id = :id',
    };
    const id = { ':id': chore.id };
    await this.unlessChanged(
      doneFrom === undefined
        ? new DeleteCommand({ ...isSame, ExpressionAttributeValues: id })
        : new UpdateCommand({
            ...isSame,
            UpdateExpression: 'SET doneFrom = :doneFrom',
            ExpressionAttributeValues: { ...id, ':doneFrom': doneFrom },
          }),
    );
  }

  async observe(
    noteId: ChannelId,
    { emptySince, participants }: Pick<NoteChore, 'emptySince' | 'participants'>,
  ): Promise<void> {
    const values = {
      ':watch': 'watch',
      ...(participants.length > 0 ? { ':people': new Set(participants) } : {}),
      ...(emptySince ? { ':since': emptySince } : {}),
    };
    const change = emptySince ? 'SET emptySince = :since' : 'REMOVE emptySince';
    await this.unlessChanged(
      new UpdateCommand({
        TableName: this.table,
        Key: choreKey(noteId),
        UpdateExpression: participants.length > 0 ? `${change} ADD participants :people` : change,
        ConditionExpression: 'kind = :watch',
        ExpressionAttributeValues: values,
      }),
    );
  }

  /** Does nothing if the condition of the command fails. */
  private async unlessChanged(command: UpdateCommand | DeleteCommand): Promise<void> {
    try {
      // The overloads of `send` take one command or the other.
      await this.documents.send(command as UpdateCommand);
    } catch (error) {
      if (!isConditionFailed(error)) throw error;
    }
  }
}
