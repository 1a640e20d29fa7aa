import type { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { ChannelId } from '@maru/contracts/primitives';
import { emptyHead, headOf, type StoredHead } from '../../platform/channel-heads.js';
import { deleteItems, isConditionFailed, untilProcessed } from '../../platform/dynamo.js';
import type { TableNames } from '../../platform/tables.js';

/** The last message that a person has read in a conversation. */
export interface ReadPointer {
  lastReadSeq: number;
  /** The start of the membership that the pointer was set up for; undefined until it is set up. */
  memberSince?: string;
}

/** A channel's head, and its reader's pointer if there is one. */
export interface StoredPosition {
  head: StoredHead;
  pointer?: ReadPointer;
}

interface Advance {
  lastReadSeq: number;
  hasMoved: boolean;
}

export interface ReadPointers {
  /** Moves the pointer to `seq` unless it is there or further; returns where it is then. */
  advance(channelId: ChannelId, userId: string, seq: number): Promise<Advance>;
  /** Sets up the pointer of a membership; changes nothing if it has moved further meanwhile. */
  setUp(channelId: ChannelId, userId: string, pointer: Required<ReadPointer>): Promise<void>;
  /** Heads and pointers of several channels at once. */
  positions(channelIds: readonly ChannelId[], userId: string): Promise<Map<ChannelId, StoredPosition>>;
  /** Removes all pointers of one person. */
  removeAllOf(userId: string): Promise<void>;
  /** Removes some of a channel's pointers; returns whether any may be left. */
  removeSomeIn(channelId: ChannelId): Promise<boolean>;
}

type Key = Record<string, string>;
type Request = { table: string; key: Key };

/** DynamoDB's bound for one BatchGetItem. */
const batchSize = 100;
/** Pointers that one call removes. */
const removalSize = 100;

const pointerOf = ({ lastReadSeq, memberSince }: Record<string, unknown>): ReadPointer => ({
  lastReadSeq: Number(lastReadSeq),
  ...(memberSince === undefined ? {} : { memberSince: String(memberSince) }),
});

export class DynamoReadPointers implements ReadPointers {
  constructor(
    private readonly documents: DynamoDBDocumentClient,
    private readonly tables: TableNames,
  ) {}

  async advance(channelId: ChannelId, userId: string, seq: number): Promise<Advance> {
    try {
      await this.documents.send(
        new UpdateCommand({
          TableName: this.tables.readPointers,
          Key: { channelId, userId },
          UpdateExpression: 'SET lastReadSeq = :seq',
          ConditionExpression: 'attribute_not_exists(lastReadSeq) OR lastReadSeq < :seq',
          ExpressionAttributeValues: { ':seq': seq },
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      );
      return { lastReadSeq: seq, hasMoved: true };
    } catch (error) {
      if (!isConditionFailed(error)) throw error;
      // Checked above, by name.
      const { Item } = error as ConditionalCheckFailedException;
      return { lastReadSeq: Number(Item?.lastReadSeq?.N), hasMoved: false };
    }
  }

  async setUp(
    channelId: ChannelId,
    userId: string,
    { lastReadSeq, memberSince }: Required<ReadPointer>,
  ): Promise<void> {
    try {
      await this.documents.send(
        new UpdateCommand({
          TableName: this.tables.readPointers,
          Key: { channelId, userId },
          UpdateExpression: 'SET lastReadSeq = :seq, memberSince = :since',
          ConditionExpression: 'attribute_not_exists(lastReadSeq) OR lastReadSeq <= :seq',
          ExpressionAttributeValues: { ':seq': lastReadSeq, ':since': memberSince },
        }),
      );
    } catch (error) {
      if (!isConditionFailed(error)) throw error;
    }
  }

  async positions(channelIds: readonly ChannelId[], userId: string): Promise<Map<ChannelId, StoredPosition>> {
    const { channelHeads, readPointers } = this.tables;
    const requests = channelIds.flatMap((channelId): Request[] => [
      { table: channelHeads, key: { channelId } },
      { table: readPointers, key: { channelId, userId } },
    ]);
    const batches = Array.from({ length: Math.ceil(requests.length / batchSize) }, (_, index) =>
      requests.slice(index * batchSize, (index + 1) * batchSize),
    );
    const rows = (await Promise.all(batches.map((batch) => this.batchGet(batch)))).flat();

    const positions = new Map<ChannelId, StoredPosition>(
      channelIds.map((channelId) => [channelId, { head: emptyHead }]),
    );
    for (const row of rows) {
      // Rows come back under the ids that were asked for.
      const position = positions.get(row.channelId as ChannelId);
      if (!position) continue;
      if (row.lastReadSeq === undefined) position.head = headOf(row);
      else position.pointer = pointerOf(row);
    }
    return positions;
  }

  async removeAllOf(userId: string): Promise<void> {
    const TableName = this.tables.readPointers;
    for (;;) {
      const { Items = [] } = await this.documents.send(
        new QueryCommand({
          TableName,
          IndexName: 'byUser',
          KeyConditionExpression: 'userId = :userId',
          ExpressionAttributeValues: { ':userId': userId },
          Limit: removalSize,
        }),
      );
      if (Items.length === 0) return;
      const keys = Items.map(({ channelId }) => ({ channelId: String(channelId), userId }));
      await deleteItems(this.documents, TableName, keys);
    }
  }

  async removeSomeIn(channelId: ChannelId): Promise<boolean> {
    const TableName = this.tables.readPointers;
    const { Items = [] } = await this.documents.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'channelId = :channelId',
        ExpressionAttributeValues: { ':channelId': channelId },
        Limit: removalSize,
      }),
    );
    const keys = Items.map(({ userId }) => ({ channelId, userId: String(userId) }));
    await deleteItems(this.documents, TableName, keys);
    return Items.length === removalSize;
  }

  private async batchGet(requests: readonly Request[]): Promise<Record<string, unknown>[]> {
    const rows: Record<string, unknown>[] = [];
    await untilProcessed(this.requestItems(requests), async (RequestItems) => {
      const { Responses = {}, UnprocessedKeys = {} } = await this.documents.send(
        new BatchGetCommand({ RequestItems }),
      );
      rows.push(...Object.values(Responses).flat());
      const left = Object.entries(UnprocessedKeys).map(
        ([table, { Keys = [] }]) => [table, { Keys, ConsistentRead: true }] as const,
      );
      return left.length > 0 ? Object.fromEntries(left) : undefined;
    });
    return rows;
  }

  private requestItems(
    requests: readonly Request[],
  ): Record<string, { Keys: Record<string, unknown>[]; ConsistentRead: boolean }> {
    const tables = new Set(requests.map((request) => request.table));
    return Object.fromEntries(
      [...tables].map((table) => {
        const Keys = requests.filter((request) => request.table === table).map((request) => request.key);
        return [table, { Keys, ConsistentRead: true }];
      }),
    );
  }
}
