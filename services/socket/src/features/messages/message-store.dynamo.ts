import type { CancellationReason } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  GetCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { OutboxEvent } from '@maru/contracts/internal/events';
import type { ChannelId } from '@maru/contracts/primitives';
import type { Message } from '@maru/contracts/socket/messages';
import { headOf, type StoredHead } from '../../platform/channel-heads.js';
import {
  cancellationReasons,
  conditionFailed,
  deleteItems,
  hasConflict,
  isConditionFailed,
  readItems,
} from '../../platform/dynamo.js';
import type { TableNames } from '../../platform/tables.js';
import { outboxItems, type TransactItem } from '../../platform/outbox-items.js';
import {
  type AppendResult,
  type Appended,
  type MessageRemoval,
  type MessageStore,
  type ReplaceResult,
  type Replacement,
} from './message-store.js';
import { fromRow } from './message-row.js';

const messagesPerBucket = 1_000;
const nonceDays = 7;
/** Messages that one call of `removeSome` removes. */
const removalSize = 100;

const bucketNumber = (seq: number) => Math.floor(seq / messagesPerBucket);
const bucketKey = (channelId: string, bucket: number) => `${channelId}#${bucket}`;
const nonceKey = ({ channelId, authorId, nonce }: Record<'channelId' | 'authorId' | 'nonce', string>) =>
  `${channelId}#${authorId}#${nonce}`;

/** The reason why an open conversation would refuse the messages for good; undefined if only its head has moved. */
const refusalOf = (
  reason: CancellationReason | undefined,
  messages: readonly Message[],
  { maxMessages }: { maxMessages: number },
): 'closed' | 'full' | undefined => {
  if (reason?.Item?.isOpen?.BOOL !== true) return 'closed';
  return Number(reason.Item.lastSeq?.N) + messages.length > maxMessages ? 'full' : undefined;
};

/** Messages in DynamoDB; tables and keys are described in `platform/tables.ts`. */
export class DynamoMessageStore implements MessageStore, MessageRemoval {
  constructor(
    private readonly documents: DynamoDBDocumentClient,
    private readonly tables: TableNames,
    /** Called after a write with events: the outbox has something to deliver. */
    private readonly onEvents: () => void = () => undefined,
  ) {}

  async readHead(channelId: string): Promise<StoredHead> {
    const { Item } = await this.documents.send(
      new GetCommand({ TableName: this.tables.channelHeads, Key: { channelId }, ConsistentRead: true }),
    );
    return headOf(Item);
  }

  async readHeads(channelIds: readonly ChannelId[]): Promise<Map<ChannelId, StoredHead>> {
    const keys = channelIds.map((channelId) => ({ channelId }));
    const items = await readItems(this.documents, this.tables.channelHeads, keys);
    // Items come back under the ids that were asked for.
    return new Map(items.map((item) => [item.channelId as ChannelId, headOf(item)]));
  }

  async append(
    channelId: string,
    head: StoredHead,
    { messages, events = [], whileOpen }: Appended,
  ): Promise<AppendResult> {
    const TransactItems = [
      this.advanceHead(channelId, head, { messages, whileOpen }),
      ...messages.map((each) => this.putMessage(each)),
      ...messages.map((each) => this.putNonce(each)),
      ...this.putEvents(channelId, [messages.at(-1)?.seq ?? 0, head.changes], events),
    ];
    try {
      await this.write(TransactItems, events);
      return { status: 'written' };
    } catch (error) {
      const reasons = cancellationReasons(error);
      const nonceReasons = reasons.slice(1 + messages.length, 1 + 2 * messages.length);
      const seqByIndex = new Map<number, number>();
      nonceReasons.forEach((reason, index) => {
        if (conditionFailed(reason)) seqByIndex.set(index, Number(reason.Item?.seq?.N));
      });
      if (seqByIndex.size > 0) return { status: 'seen-before', seqByIndex };
      const refusal = whileOpen && conditionFailed(reasons[0]) && refusalOf(reasons[0], messages, whileOpen);
      if (refusal) return { status: 'refused', reason: refusal };
      if (conditionFailed(reasons[0]) || hasConflict(reasons)) return { status: 'head-moved' };
      throw error;
    }
  }

  async replace(
    next: Message,
    head: StoredHead,
    { newestSeq, events = [] }: Replacement,
  ): Promise<ReplaceResult> {
    try {
      await this.write(
        [
          this.countChange(next, head, { newestSeq, events }),
          this.putNextVersion(next),
          ...this.putEvents(next.channelId, [head.lastSeq, head.changes + 1], events),
        ],
        events,
      );
      return 'written';
    } catch (error) {
      const reasons = cancellationReasons(error);
      const [headReason, messageReason] = reasons;
      if (conditionFailed(messageReason)) return 'message-changed';
      if (conditionFailed(headReason) || hasConflict(reasons)) return 'head-moved';
      throw error;
    }
  }

  async find(channelId: string, seq: number): Promise<Message | undefined> {
    const { Item } = await this.documents.send(
      new GetCommand({
        TableName: this.tables.messages,
        Key: { bucket: bucketKey(channelId, bucketNumber(seq)), seq },
        ConsistentRead: true,
      }),
    );
    return Item && fromRow(Item);
  }

  async isWritten(channelId: string, draft: { authorId: string; nonce: string }): Promise<boolean> {
    const Key = { nonceKey: nonceKey({ channelId, ...draft }) };
    const { Item } = await this.documents.send(
      new GetCommand({ TableName: this.tables.messageNonces, Key, ConsistentRead: true }),
    );
    return Item !== undefined;
  }

  async range(channelId: string, from: number, to: number): Promise<Message[]> {
    if (from > to) return [];
    const first = bucketNumber(from);
    const buckets = Array.from({ length: bucketNumber(to) - first + 1 }, (_, index) => first + index);
    const parts = await Promise.all(
      buckets.map((bucket) => this.queryBucket(bucketKey(channelId, bucket), from, to)),
    );
    return parts.flat();
  }

  /** Lowers the head with the messages: the next call, on whatever node, goes on from there. */
  async removeSome(channelId: string): Promise<boolean> {
    const { lastSeq } = await this.readHead(channelId);
    const rest = Math.max(0, lastSeq - removalSize);
    const found = await this.range(channelId, rest + 1, lastSeq);
    const { messages, messageNonces } = this.tables;
    // Nonces first: after a crash in between, the messages still tell what they are.
    await deleteItems(
      this.documents,
      messageNonces,
      found.map((each) => ({ nonceKey: nonceKey(each) })),
    );
    await deleteItems(
      this.documents,
      messages,
      found.map(({ seq }) => ({ bucket: bucketKey(channelId, bucketNumber(seq)), seq })),
    );
    await (rest > 0 ? this.lowerHead(channelId, rest) : this.removeHead(channelId));
    return rest > 0;
  }

  private async lowerHead(channelId: string, lastSeq: number): Promise<void> {
    try {
      await this.documents.send(
        new UpdateCommand({
          TableName: this.tables.channelHeads,
          Key: { channelId },
          UpdateExpression: 'SET lastSeq = :lastSeq',
          ConditionExpression: 'lastSeq > :lastSeq',
          ExpressionAttributeValues: { ':lastSeq': lastSeq },
        }),
      );
    } catch (error) {
      // Another call has removed more already.
      if (!isConditionFailed(error)) throw error;
    }
  }

  private async removeHead(channelId: string): Promise<void> {
    await this.documents.send(new DeleteCommand({ TableName: this.tables.channelHeads, Key: { channelId } }));
  }

  private async queryBucket(bucket: string, from: number, to: number): Promise<Message[]> {
    const found: Message[] = [];
    let ExclusiveStartKey: Record<string, unknown> | undefined;
    do {
      const page = await this.documents.send(
        new QueryCommand({
          TableName: this.tables.messages,
          KeyConditionExpression: '#bucket = :bucket AND seq BETWEEN :from AND :to',
          ExpressionAttributeNames: { '#bucket': 'bucket' },
          ExpressionAttributeValues: { ':bucket': bucket, ':from': from, ':to': to },
          ConsistentRead: true,
          ExclusiveStartKey,
        }),
      );
      found.push(...(page.Items ?? []).map(fromRow));
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);
    return found;
  }

  private advanceHead(
    channelId: string,
    head: StoredHead,
    { messages, whileOpen }: Pick<Appended, 'messages' | 'whileOpen'>,
  ): TransactItem {
    const last = messages.at(-1);
    const isUnmoved =
      head.lastSeq === 0 ? '(attribute_not_exists(lastSeq) OR lastSeq = :zero)' : 'lastSeq = :expected';
    return {
      Update: {
        TableName: this.tables.channelHeads,
        Key: { channelId },
        UpdateExpression:
          'SET lastSeq = :next, newestSeq = :next, lastCreatedAt = :at, changes = if_not_exists(changes, :zero)',
        ConditionExpression: whileOpen ? `${isUnmoved} AND isOpen = :open AND lastSeq <= :most` : isUnmoved,
        ReturnValuesOnConditionCheckFailure: whileOpen ? 'ALL_OLD' : 'NONE',
        ExpressionAttributeValues: {
          ':next': last?.seq,
          ':at': last?.createdAt,
          ':zero': 0,
          ...(head.lastSeq === 0 ? {} : { ':expected': head.lastSeq }),
          ...(whileOpen ? { ':open': true, ':most': whileOpen.maxMessages - messages.length } : {}),
        },
      },
    };
  }

  private async write(TransactItems: TransactItem[], events: readonly OutboxEvent[]): Promise<void> {
    await this.documents.send(new TransactWriteCommand({ TransactItems }));
    if (events.length > 0) this.onEvents();
  }

  /**
   * The position is right even when another node has moved the other counter meanwhile: appending needs the right `lastSeq` and happens
   * once for each, and replacing with events needs both.
   */
  private putEvents(
    channelId: string,
    position: [lastSeq: number, changes: number],
    events: readonly OutboxEvent[],
  ): TransactItem[] {
    return outboxItems(this.tables.outbox, 'chat', { partition: channelId, position, events });
  }

  private countChange(
    next: Message,
    head: StoredHead,
    { newestSeq, events = [] }: Replacement,
  ): TransactItem {
    const update = { TableName: this.tables.channelHeads, Key: { channelId: next.channelId } };
    const values = { ':next': head.changes + 1, ':expected': head.changes };
    if (!next.deletedAt && events.length === 0) {
      return {
        Update: {
          ...update,
          UpdateExpression: 'SET changes = :next',
          ConditionExpression: 'changes = :expected',
          ExpressionAttributeValues: values,
        },
      };
    }
    // A message that another node appends meanwhile is newer than `newestSeq`.
    return {
      Update: {
        ...update,
        UpdateExpression: 'SET changes = :next, newestSeq = :newest',
        ConditionExpression: 'changes = :expected AND lastSeq = :lastSeq',
        ExpressionAttributeValues: { ...values, ':newest': newestSeq, ':lastSeq': head.lastSeq },
      },
    };
  }

  private putMessage(each: Message): TransactItem {
    return { Put: { TableName: this.tables.messages, Item: this.itemOf(each) } };
  }

  private putNextVersion(next: Message): TransactItem {
    return {
      Put: {
        TableName: this.tables.messages,
        Item: this.itemOf(next),
        ConditionExpression: 'version = :previous AND deletedAt = :none',
        ExpressionAttributeValues: { ':previous': next.version - 1, ':none': null },
      },
    };
  }

  private putNonce(each: Message): TransactItem {
    return {
      Put: {
        TableName: this.tables.messageNonces,
        Item: {
          nonceKey: nonceKey(each),
          seq: each.seq,
          expiresAt: Math.floor(Date.parse(each.createdAt) / 1000) + nonceDays * 86_400,
        },
        ConditionExpression: 'attribute_not_exists(nonceKey)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      },
    };
  }

  private itemOf(each: Message) {
    return { ...each, bucket: bucketKey(each.channelId, bucketNumber(each.seq)) };
  }
}
