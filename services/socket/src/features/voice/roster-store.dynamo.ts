import { GetCommand, QueryCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient, TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { ChannelId, ServerId } from '@maru/contracts/primitives';
import { isConditionFailed, isTransactionCanceled, readItems } from '../../platform/dynamo.js';
import { activeRoomsIndex } from '../../platform/tables.js';
import type { StoredMember, StoredRoom } from './room.js';
import { memberChanges, type Lease, type Place, type RosterStore, type RosterWrite } from './roster-store.js';

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];
type StoredMembers = Record<string, Omit<StoredMember, 'userId'>>;

/** The item of an empty room is kept for its version: clients may still have seen it. */
const emptyKeptSeconds = 86_400;
/** A place says where to look for the person's session; longer stays keep theirs. */
const placeKeptSeconds = 7 * 86_400;
const active = 'yes';

const roomKey = (channelId: string) => ({ key: `room#${channelId}` });
const personKey = (userId: string) => ({ key: `person#${userId}` });
const inSeconds = (seconds: number) => Math.floor(Date.now() / 1_000) + seconds;

const withoutId = ({ userId: _userId, ...member }: StoredMember): Omit<StoredMember, 'userId'> => member;

interface RoomItem {
  channelId: ChannelId;
  serverId: ServerId;
  version: number;
  startedAt: string | null;
  members: StoredMembers;
}

const toRoom = ({ channelId, serverId, version, startedAt, members }: RoomItem): StoredRoom => ({
  channelId,
  serverId,
  version,
  startedAt,
  members: Object.entries(members)
    .map(([userId, member]) => ({ userId, ...member }))
    .sort((a, b) => a.joinedAt.localeCompare(b.joinedAt) || a.userId.localeCompare(b.userId)),
});

const toPlace = ({ channelId, sessionId, takenFrom }: Place): Place => ({
  channelId,
  sessionId,
  ...(takenFrom && { takenFrom }),
});

/** Collects the parts of an update expression. Names are always substituted: many of DynamoDB's words are reserved. */
class Expression {
  readonly names: Record<string, string> = {};
  readonly values: Record<string, unknown> = {};
  private readonly sets: string[] = [];
  private readonly removals: string[] = [];
  private readonly conditions: string[] = [];

  set(path: readonly string[], value: unknown): void {
    this.sets.push(`${this.path(path)} = ${this.value(value)}`);
  }

  remove(path: readonly string[]): void {
    this.removals.push(this.path(path));
  }

  require(path: readonly string[], value: unknown): void {
    this.conditions.push(`${this.path(path)} = ${this.value(value)}`);
  }

  get input() {
    const removals = this.removals.length > 0 ? ` REMOVE ${this.removals.join(', ')}` : '';
    return {
      UpdateExpression: `SET ${this.sets.join(', ')}${removals}`,
      ConditionExpression: this.conditions.join(' AND '),
      ExpressionAttributeNames: this.names,
      ExpressionAttributeValues: this.values,
    };
  }

  private path(path: readonly string[]): string {
    return path.map((name) => this.name(name)).join('.');
  }

  private name(name: string): string {
    const found = Object.entries(this.names).find(([, known]) => known === name);
    if (found) return found[0];
    const placeholder = `#n${Object.keys(this.names).length}`;
    this.names[placeholder] = name;
    return placeholder;
  }

  private value(value: unknown): string {
    const placeholder = `:v${Object.keys(this.values).length}`;
    this.values[placeholder] = value;
    return placeholder;
  }
}

/** Calls in DynamoDB; the keys are described in `platform/tables.ts`. */
export class DynamoRosterStore implements RosterStore {
  constructor(
    private readonly documents: DynamoDBDocumentClient,
    private readonly table: string,
  ) {}

  async readRooms(channelIds: readonly ChannelId[]): Promise<StoredRoom[]> {
    const keys = [...new Set(channelIds)].map(roomKey);
    const items = await readItems(this.documents, this.table, keys);
    // Only `roomItem` and `changeOf` write under these keys.
    return items.map((item) => toRoom(item as unknown as RoomItem));
  }

  async findPlace(userId: string): Promise<Place | undefined> {
    const { Item } = await this.documents.send(
      new GetCommand({ TableName: this.table, Key: personKey(userId), ConsistentRead: true }),
    );
    // Only `placeItem` writes under these keys.
    return Item && toPlace(Item as unknown as Place);
  }

  async write({ rooms, place }: RosterWrite): Promise<boolean> {
    const TransactItems = [
      ...rooms.map((change) => this.roomItem(change)),
      ...(place ? [this.placeItem(place)] : []),
    ];
    try {
      await this.documents.send(new TransactWriteCommand({ TransactItems }));
      return true;
    } catch (error) {
      if (isTransactionCanceled(error)) return false;
      throw error;
    }
  }

  async renew(channelId: ChannelId, leases: readonly Lease[]): Promise<StoredRoom | undefined> {
    const expression = new Expression();
    for (const { userId, sessionId, until } of leases) {
      expression.set(['members', userId, 'until'], until);
      expression.require(['members', userId, 'sessionId'], sessionId);
    }
    try {
      const { Attributes } = await this.documents.send(
        new UpdateCommand({
          TableName: this.table,
          Key: roomKey(channelId),
          ...expression.input,
          ReturnValues: 'ALL_NEW',
        }),
      );
      return toRoom(Attributes as unknown as RoomItem);
    } catch (error) {
      if (isConditionFailed(error)) return undefined;
      throw error;
    }
  }

  async keepPlace(userId: string, sessionId: string): Promise<void> {
    try {
      await this.documents.send(
        new UpdateCommand({
          TableName: this.table,
          Key: personKey(userId),
          UpdateExpression: 'SET expiresAt = :expiresAt',
          ConditionExpression: 'sessionId = :sessionId',
          ExpressionAttributeValues: { ':expiresAt': inSeconds(placeKeptSeconds), ':sessionId': sessionId },
        }),
      );
    } catch (error) {
      // The person has another session by now.
      if (!isConditionFailed(error)) throw error;
    }
  }

  async activeRooms(limit: number): Promise<ChannelId[]> {
    const found: ChannelId[] = [];
    let ExclusiveStartKey: Record<string, unknown> | undefined;
    do {
      const page = await this.documents.send(
        new QueryCommand({
          TableName: this.table,
          IndexName: activeRoomsIndex,
          KeyConditionExpression: 'active = :active',
          ExpressionAttributeValues: { ':active': active },
          Limit: limit - found.length,
          ExclusiveStartKey,
        }),
      );
      found.push(
        ...(page.Items ?? []).map(({ key }) => String(key).slice(roomKey('').key.length) as ChannelId),
      );
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey && found.length < limit);
    return found;
  }

  private roomItem({ before, after }: { before: StoredRoom; after: StoredRoom }): TransactItem {
    return before.version === 0 ? this.newRoom(after) : this.changedRoom(before, after);
  }

  private newRoom(room: StoredRoom): TransactItem {
    const members = Object.fromEntries(room.members.map((member) => [member.userId, withoutId(member)]));
    return {
      Put: {
        TableName: this.table,
        Item: { ...roomKey(room.channelId), ...room, members, active },
        ConditionExpression: 'attribute_not_exists(#key)',
        ExpressionAttributeNames: { '#key': 'key' },
      },
    };
  }

  private changedRoom(before: StoredRoom, after: StoredRoom): TransactItem {
    const expression = new Expression();
    expression.require(['version'], before.version);
    expression.set(['version'], after.version);
    expression.set(['startedAt'], after.startedAt);
    const { entered, set, left } = memberChanges({ before, after });
    for (const member of entered) expression.set(['members', member.userId], withoutId(member));
    for (const { userId, field, value } of set) expression.set(['members', userId, field], value);
    for (const { userId, until } of left) {
      expression.remove(['members', userId]);
      expression.require(['members', userId, 'until'], until);
    }
    if (after.members.length > 0) {
      expression.set(['active'], active);
      expression.remove(['expiresAt']);
    } else {
      expression.remove(['active']);
      expression.set(['expiresAt'], inSeconds(emptyKeptSeconds));
    }
    return { Update: { TableName: this.table, Key: roomKey(after.channelId), ...expression.input } };
  }

  private placeItem({ userId, before, after }: NonNullable<RosterWrite['place']>): TransactItem {
    const Item = { ...personKey(userId), ...after, expiresAt: inSeconds(placeKeptSeconds) };
    if (!before)
      return {
        Put: {
          TableName: this.table,
          Item,
          ConditionExpression: 'attribute_not_exists(#key)',
          ExpressionAttributeNames: { '#key': 'key' },
        },
      };
    return {
      Put: {
        TableName: this.table,
        Item,
        ConditionExpression: `channelId = :channelId AND sessionId = :sessionId AND ${
          before.takenFrom ? 'takenFrom = :takenFrom' : 'attribute_not_exists(takenFrom)'
        }`,
        ExpressionAttributeValues: {
          ':channelId': before.channelId,
          ':sessionId': before.sessionId,
          ...(before.takenFrom ? { ':takenFrom': before.takenFrom } : {}),
        },
      },
    };
  }
}
