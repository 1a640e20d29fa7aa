import {
  DeleteCommand,
  GetCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type {
  DynamoDBDocumentClient,
  QueryCommandInput,
  TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import type { ChannelId } from '@maru/contracts/primitives';
import { annotation, type Annotation } from '@maru/contracts/socket/annotations';
import { deleteItems, isConditionFailed, isTransactionCanceled, readItems } from '../../platform/dynamo.js';
import {
  emptyAnnotationHead,
  headAfter,
  type AnnotationChange,
  type AnnotationStore,
  type AnnotationTarget,
  type AnnotationWrite,
  type PartChange,
  type ReactionPart,
  type StoredAnnotationHead,
} from './annotation-store.js';

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];
type Item = Record<string, unknown>;

const messagesPerBucket = 1_000;
/** A client that comes back later than this loads the annotations of its messages anew. */
const changesKeptSeconds = 7 * 86_400;
/** Annotations, or people of one reaction, that are removed at a time. */
const removalSize = 100;

/** Numbers as strings that sort like them. */
const padded = (value: number) => String(value).padStart(12, '0');
const bucketOf = (seq: number) => Math.floor(seq / messagesPerBucket);

const headKey = (channelId: string) => ({ part: `head#${channelId}`, place: '-' });
const bucketPart = (channelId: string, bucket: number) => `messages#${channelId}#${bucket}`;
const annotationKey = (channelId: string, { seq, kind, key }: AnnotationTarget) => ({
  part: bucketPart(channelId, bucketOf(seq)),
  place: `${padded(seq)}#${kind}#${key}`,
});
const changesPart = (channelId: string) => `changes#${channelId}`;
const peoplePart = (channelId: string, { seq, key }: Pick<ReactionPart, 'seq' | 'key'>) =>
  `people#${channelId}#${seq}#${key}`;
const personKey = (channelId: string, part: ReactionPart) => ({
  part: peoplePart(channelId, part),
  place: part.userId,
});

const targetOf = ({ seq, kind, key }: AnnotationTarget): AnnotationTarget => ({ seq, kind, key });
const toHead = ({ annotations, lastSeq }: Item): StoredAnnotationHead => ({
  annotations: Number(annotations),
  lastSeq: Number(lastSeq),
});
const keyOf = ({ part, place }: Item) => ({ part: String(part), place: String(place) });

/** Annotations in DynamoDB; the keys are described in `platform/tables.ts`. */
export class DynamoAnnotationStore implements AnnotationStore {
  constructor(
    private readonly documents: DynamoDBDocumentClient,
    private readonly table: string,
  ) {}

  async readHead(channelId: ChannelId): Promise<StoredAnnotationHead> {
    return (await this.findHead(channelId)) ?? emptyAnnotationHead;
  }

  async readHeads(channelIds: readonly ChannelId[]): Promise<Map<ChannelId, StoredAnnotationHead>> {
    const byPart = new Map(channelIds.map((channelId) => [headKey(channelId).part, channelId]));
    const items = await readItems(this.documents, this.table, channelIds.map(headKey));
    return new Map(
      items.flatMap((item) => {
        const channelId = byPart.get(String(item.part));
        return channelId ? [[channelId, toHead(item)] as const] : [];
      }),
    );
  }

  async range(
    channelId: ChannelId,
    { from, to }: { from: number; to: number },
    limit: number,
  ): Promise<Annotation[]> {
    const found: Annotation[] = [];
    for (let bucket = bucketOf(from); bucket <= bucketOf(to) && found.length < limit; bucket += 1) {
      const items = await this.query(limit - found.length, {
        // No place equals the upper end: places go on after the number.
        KeyConditionExpression: 'part = :part AND place BETWEEN :from AND :end',
        ExpressionAttributeValues: {
          ':part': bucketPart(channelId, bucket),
          ':from': padded(from),
          ':end': padded(to + 1),
        },
      });
      found.push(...items.map((item) => annotation.parse(item)));
    }
    return found;
  }

  async findAll(channelId: ChannelId, targets: readonly AnnotationTarget[]): Promise<Annotation[]> {
    const keys = targets.map((target) => annotationKey(channelId, target));
    const items = await readItems(this.documents, this.table, keys);
    return items.map((item) => annotation.parse(item));
  }

  async findParts(channelId: ChannelId, parts: readonly ReactionPart[]): Promise<ReactionPart[]> {
    const asked = new Map(
      parts.map((part) => {
        const key = personKey(channelId, part);
        return [`${key.part}#${key.place}`, { part, key }];
      }),
    );
    const keys = [...asked.values()].map(({ key }) => key);
    const items = await readItems(this.documents, this.table, keys);
    return items.flatMap((item) => asked.get(`${item.part}#${item.place}`)?.part ?? []);
  }

  async peopleOf(
    channelId: ChannelId,
    reaction: Pick<ReactionPart, 'seq' | 'key'>,
    limit: number,
  ): Promise<string[]> {
    const items = await this.queryPart(peoplePart(channelId, reaction), limit);
    return items.map(({ place }) => String(place));
  }

  async changesAfter(channelId: ChannelId, after: number, limit: number): Promise<AnnotationChange[]> {
    const items = await this.query(limit, {
      KeyConditionExpression: 'part = :part AND place > :after',
      ExpressionAttributeValues: { ':part': changesPart(channelId), ':after': padded(after) },
    });
    // Only `changeItem` writes into this part.
    return items.map(({ change, target, writeId }) => ({ change, target, writeId }) as AnnotationChange);
  }

  async write(channelId: ChannelId, head: StoredAnnotationHead, write: AnnotationWrite): Promise<boolean> {
    const { id, annotations, parts } = write;
    const TransactItems = [
      this.advanceHead(channelId, head, headAfter(head, write)),
      ...annotations.map((each) => this.annotationItem(channelId, each)),
      ...annotations.map((each) => this.changeItem(channelId, each, id)),
      ...parts.map((part) => this.personItem(channelId, part)),
    ];
    try {
      await this.documents.send(new TransactWriteCommand({ TransactItems }));
      return true;
    } catch (error) {
      // The only condition is the head's; every other reason is a transaction that was at work on the same items.
      if (isTransactionCanceled(error)) return false;
      throw error;
    }
  }

  /** Walks down from the newest annotated message; the head's `lastSeq` is where the next call goes on. */
  async removeSome(channelId: ChannelId): Promise<boolean> {
    const head = await this.findHead(channelId);
    if (!head) return false;
    const changes = await this.queryPart(changesPart(channelId), removalSize);
    await deleteItems(this.documents, this.table, changes.map(keyOf));
    if (changes.length === removalSize) return true;
    const bucket = bucketOf(head.lastSeq);
    const items = await this.queryPart(bucketPart(channelId, bucket), removalSize);
    for (const item of items) if (await this.removeSomePeople(channelId, annotation.parse(item))) return true;
    await deleteItems(this.documents, this.table, items.map(keyOf));
    if (items.length === removalSize) return true;
    if (bucket > 0) await this.lowerLastSeq(channelId, bucket * messagesPerBucket - 1);
    else await this.documents.send(new DeleteCommand({ TableName: this.table, Key: headKey(channelId) }));
    return bucket > 0;
  }

  /** Returns whether more people are left. */
  private async removeSomePeople(channelId: ChannelId, each: Annotation): Promise<boolean> {
    if (each.kind !== 'reaction') return false;
    const people = await this.queryPart(peoplePart(channelId, each), removalSize);
    await deleteItems(this.documents, this.table, people.map(keyOf));
    return people.length === removalSize;
  }

  private async lowerLastSeq(channelId: ChannelId, lastSeq: number): Promise<void> {
    try {
      await this.documents.send(
        new UpdateCommand({
          TableName: this.table,
          Key: headKey(channelId),
          UpdateExpression: 'SET lastSeq = :lastSeq',
          ConditionExpression: 'lastSeq > :lastSeq',
          ExpressionAttributeValues: { ':lastSeq': lastSeq },
        }),
      );
    } catch (error) {
      // Another call that removes the same has come further.
      if (!isConditionFailed(error)) throw error;
    }
  }

  private async findHead(channelId: ChannelId): Promise<StoredAnnotationHead | undefined> {
    const { Item } = await this.documents.send(
      new GetCommand({ TableName: this.table, Key: headKey(channelId), ConsistentRead: true }),
    );
    return Item && toHead(Item);
  }

  private queryPart(part: string, limit: number): Promise<Item[]> {
    return this.query(limit, {
      KeyConditionExpression: 'part = :part',
      ExpressionAttributeValues: { ':part': part },
    });
  }

  private async query(
    limit: number,
    input: Pick<QueryCommandInput, 'KeyConditionExpression' | 'ExpressionAttributeValues'>,
  ): Promise<Item[]> {
    const found: Item[] = [];
    let ExclusiveStartKey: Item | undefined;
    do {
      const page = await this.documents.send(
        new QueryCommand({
          ...input,
          TableName: this.table,
          ConsistentRead: true,
          Limit: limit - found.length,
          ExclusiveStartKey,
        }),
      );
      found.push(...(page.Items ?? []));
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey && found.length < limit);
    return found;
  }

  private advanceHead(
    channelId: string,
    head: StoredAnnotationHead,
    next: StoredAnnotationHead,
  ): TransactItem {
    const isFirst = head.annotations === 0;
    return {
      Put: {
        TableName: this.table,
        Item: { ...headKey(channelId), ...next },
        ConditionExpression: isFirst ? 'attribute_not_exists(part)' : 'annotations = :head',
        ...(isFirst ? {} : { ExpressionAttributeValues: { ':head': head.annotations } }),
      },
    };
  }

  private annotationItem(channelId: string, each: Annotation): TransactItem {
    const key = annotationKey(channelId, each);
    if (each.value === null) return { Delete: { TableName: this.table, Key: key } };
    return { Put: { TableName: this.table, Item: { ...each, ...key } } };
  }

  private changeItem(channelId: string, each: Annotation, writeId: string): TransactItem {
    const expiresAt = Math.floor(Date.now() / 1_000) + changesKeptSeconds;
    const key = { part: changesPart(channelId), place: padded(each.change) };
    const Item = { ...key, change: each.change, target: targetOf(each), writeId, expiresAt };
    return { Put: { TableName: this.table, Item } };
  }

  private personItem(channelId: string, { isSet, ...part }: PartChange): TransactItem {
    const Key = personKey(channelId, part);
    return isSet ? { Put: { TableName: this.table, Item: Key } } : { Delete: { TableName: this.table, Key } };
  }
}
