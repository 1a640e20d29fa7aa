import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import {
  GetCommand,
  QueryCommand,
  TransactWriteCommand,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';
import { outboxEvent, type OutboxEvent } from '@maru/contracts/internal/events';
import { AppError } from '@maru/service-kit/app-error';
import { jitteredPause, retry } from '@maru/service-kit/retry';
import { z } from 'zod';
import { isTransactionCanceled, readItems } from '../../platform/dynamo.js';
import type { ChangeLog, DeliveredEvent, LogEntry } from './change-log.js';

const compress = promisify(deflateRaw);
const expand = promisify(inflateRaw);

const headKey = { part: 'head', seq: 0 };
const entriesPart = 'entries';
const takenKey = (id: string) => ({ part: `taken#${id}`, seq: 0 });

const keepSeconds = 86_400;
/** DynamoDB takes 100 items per transaction: the head, the entry, and what remembers each event's id. */
const maxPerEntry = 90;

const eventList = z.array(outboxEvent);

/** Compressed, as an item holds 400 KB and one event of a large server may be longer. */
const encode = (events: readonly OutboxEvent[]): Promise<Buffer> => compress(JSON.stringify(events));

/** Undefined for an entry that this node cannot read: it starts afresh behind the entry instead of reading it for ever. */
const decode = async (body: unknown): Promise<OutboxEvent[] | undefined> => {
  try {
    const text = (await expand(z.instanceof(Uint8Array).parse(body))).toString();
    return eventList.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
};

/** The change log in DynamoDB; its keys are described in `platform/tables.ts`. */
export class DynamoChangeLog implements ChangeLog {
  constructor(
    private readonly documents: DynamoDBDocumentClient,
    private readonly table: string,
  ) {}

  async append(events: readonly DeliveredEvent[]): Promise<number> {
    const unique = [...new Map(events.map((each) => [each.id, each])).values()];
    let last = 0;
    for (let start = 0; start < unique.length; start += maxPerEntry)
      last = await this.appendEntry(unique.slice(start, start + maxPerEntry));
    return last;
  }

  async lastSeq(): Promise<number> {
    const { Item } = await this.documents.send(
      new GetCommand({ TableName: this.table, Key: headKey, ConsistentRead: true }),
    );
    return Number(Item?.lastSeq ?? 0);
  }

  async after(seq: number, limit: number): Promise<LogEntry[]> {
    const { Items = [] } = await this.documents.send(
      new QueryCommand({
        TableName: this.table,
        KeyConditionExpression: 'part = :part AND seq > :seq',
        ExpressionAttributeValues: { ':part': entriesPart, ':seq': seq },
        ConsistentRead: true,
        Limit: limit,
      }),
    );
    return Promise.all(
      Items.map(async (item) => ({ seq: Number(item.seq), events: await decode(item.events) })),
    );
  }

  private async appendEntry(events: readonly DeliveredEvent[]): Promise<number> {
    const attempt = async () => {
      const [lastSeq, taken] = await Promise.all([this.lastSeq(), this.findTaken(events)]);
      const fresh = events.filter(({ id }) => !taken.has(id));
      if (fresh.length === 0) return lastSeq;
      if (await this.write(lastSeq, fresh)) return lastSeq + 1;
      throw new AppError('UNAVAILABLE', { retryAfterMs: 1_000 });
    };
    const isContention = (error: unknown) => error instanceof AppError;
    return retry(attempt, { attempts: 8, pauseMs: jitteredPause(10), isTemporary: isContention });
  }

  /** False when another node has appended meanwhile: what it appended may be the same. */
  private async write(lastSeq: number, events: readonly DeliveredEvent[]): Promise<boolean> {
    const TableName = this.table;
    const seq = lastSeq + 1;
    const expiresAt = Math.floor(Date.now() / 1000) + keepSeconds;
    const entry = {
      part: entriesPart,
      seq,
      expiresAt,
      events: await encode(events.map(({ event }) => event)),
    };
    const unlessThere = 'attribute_not_exists(part)';
    try {
      await this.documents.send(
        new TransactWriteCommand({
          TransactItems: [
            {
              Put: {
                TableName,
                Item: { ...headKey, lastSeq: seq },
                ConditionExpression: lastSeq === 0 ? unlessThere : 'lastSeq = :lastSeq',
                ...(lastSeq === 0 ? {} : { ExpressionAttributeValues: { ':lastSeq': lastSeq } }),
              },
            },
            { Put: { TableName, Item: entry, ConditionExpression: unlessThere } },
            ...events.map(({ id }) => ({
              Put: { TableName, Item: { ...takenKey(id), expiresAt }, ConditionExpression: unlessThere },
            })),
          ],
        }),
      );
      return true;
    } catch (error) {
      if (isTransactionCanceled(error)) return false;
      throw error;
    }
  }

  private async findTaken(events: readonly DeliveredEvent[]): Promise<Set<string>> {
    const ids = new Map(events.map(({ id }) => [takenKey(id).part, id]));
    const keys = events.map(({ id }) => takenKey(id));
    const found = await readItems(this.documents, this.table, keys);
    return new Set(found.flatMap(({ part }) => ids.get(String(part)) ?? []));
  }
}
