import { randomUUID } from 'node:crypto';
import {
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';
import type { OutboxEvent } from '@maru/contracts/internal/events';
import type { OutboxRow, OutboxStore } from '@maru/service-kit/outbox/relay';
import { deleteItems, isConditionFailed, isConflict } from '../../platform/dynamo.js';
import { outboxParts, type OutboxQueue } from '../../platform/outbox-items.js';

type Item = Record<string, unknown>;

interface OutboxStoreOptions {
  queue?: OutboxQueue;
  /** A node that has not renewed its lease for so long has lost it to the first that looks. */
  leaseMs?: number;
  now?: () => number;
}

/** Partitions that one batch draws from. */
const partitionsAtOnce = 20;

const idOf = (partition: string, place: string) => `${partition}|${place}`;

/** The outbox in DynamoDB for the relay of one node; its keys are described in `platform/tables.ts`. */
export class DynamoOutboxStore implements OutboxStore {
  private readonly queue: OutboxQueue;
  private readonly leaseMs: number;
  private readonly now: () => number;
  /** This node's hold on the lease: the token that it has written last. */
  private held: string | undefined;
  /** Another node's token, and when this node saw it first. */
  private seen: { token: string; at: number } | undefined;
  /** The partition that the last batch ended with: the next one goes on behind it, so that none has to wait for ever. */
  private cursor = '';

  constructor(
    private readonly documents: DynamoDBDocumentClient,
    private readonly table: string,
    { queue = 'chat', leaseMs = 10_000, now = () => performance.now() }: OutboxStoreOptions = {},
  ) {
    this.queue = queue;
    this.leaseMs = leaseMs;
    this.now = now;
  }

  /** Looks for entries before it takes the lease, so that idle nodes write nothing. */
  async withLease<T>(work: () => Promise<T>): Promise<T | undefined> {
    const [first] = await this.query(outboxParts.pending(this.queue), 1);
    if (!first || !(await this.acquire())) return undefined;
    const stopRenewing = this.keepRenewing();
    try {
      return await work();
    } finally {
      await stopRenewing();
      await this.release();
    }
  }

  async nextBatch(limit: number): Promise<OutboxRow[]> {
    for (;;) {
      if (!this.held) throw new Error('the lease of the outbox was lost');
      const pending = await this.nextPending();
      if (pending.length === 0) return [];
      const perPartition = Math.max(1, Math.floor(limit / pending.length));
      const rows = await Promise.all(pending.map((each) => this.rowsOf(each, perPartition)));
      if (rows.some(({ length }) => length > 0)) return rows.flat().slice(0, limit);
    }
  }

  async remove(ids: string[]): Promise<void> {
    await deleteItems(
      this.documents,
      this.table,
      ids.map((id) => this.entryKey(id)),
    );
  }

  async setAside({ id, event }: OutboxRow, error: unknown): Promise<void> {
    const reason = String(error);
    const Item = {
      part: outboxParts.aside(this.queue),
      place: id,
      event,
      reason,
      at: new Date().toISOString(),
    };
    await this.documents.send(
      new TransactWriteCommand({
        TransactItems: [
          { Put: { TableName: this.table, Item } },
          { Delete: { TableName: this.table, Key: this.entryKey(id) } },
        ],
      }),
    );
  }

  private async nextPending(): Promise<Item[]> {
    const part = outboxParts.pending(this.queue);
    const behind = await this.query(part, partitionsAtOnce, this.cursor);
    const found = behind.length > 0 ? behind : await this.query(part, partitionsAtOnce);
    this.cursor = String(found.at(-1)?.place ?? '');
    return found;
  }

  /** Partitions without entries are forgotten, unless something was added since they were read. */
  private async rowsOf({ place, last }: Item, limit: number): Promise<OutboxRow[]> {
    const partition = String(place);
    const items = await this.query(outboxParts.entries(this.queue, partition), limit);
    if (items.length === 0) await this.forgetPartition(partition, String(last));
    return items.map((item) => ({
      id: idOf(partition, String(item.place)),
      partition,
      // Its receiver parses it, and refuses what it does not understand.
      event: item.event as OutboxEvent,
      deliveryId: `socket:${idOf(partition, String(item.place))}@${String(item.at)}`,
    }));
  }

  private forgetPartition(partition: string, last: string): Promise<boolean> {
    return unlessChanged(
      this.documents.send(
        new DeleteCommand({
          TableName: this.table,
          Key: { part: outboxParts.pending(this.queue), place: partition },
          // `last` is a reserved word.
          ConditionExpression: '#last = :last',
          ExpressionAttributeNames: { '#last': 'last' },
          ExpressionAttributeValues: { ':last': last },
        }),
      ),
    );
  }

  /** Clocks of nodes may differ, so a lease has no end in time: it is free once its token stays the same for long enough. */
  private async acquire(): Promise<boolean> {
    const { Item } = await this.documents.send(
      new GetCommand({ TableName: this.table, Key: this.leaseKey(), ConsistentRead: true }),
    );
    const token = Item && String(Item.holder);
    if (token && token !== this.seen?.token) {
      this.seen = { token, at: this.now() };
      return false;
    }
    if (token && this.seen && this.now() - this.seen.at < this.leaseMs) return false;
    return this.takeLease(token);
  }

  /** Renews the lease until the returned function is called, one renewal at a time. */
  private keepRenewing(): () => Promise<void> {
    let renewing: Promise<void> | undefined;
    const renew = async () => {
      // After an error the next renewal may succeed; until then the lease may pass to another node, which does no harm.
      if (this.held) await this.takeLease(this.held).catch(() => undefined);
      renewing = undefined;
    };
    const timer = setInterval(() => (renewing ??= renew()), this.leaseMs / 3).unref();
    return async () => {
      clearInterval(timer);
      await renewing;
    };
  }

  /** Puts a new token in the place of `previous`. */
  private async takeLease(previous: string | undefined): Promise<boolean> {
    const holder = randomUUID();
    const isTaken = await unlessChanged(
      this.documents.send(
        new PutCommand({
          TableName: this.table,
          Item: { ...this.leaseKey(), holder },
          ConditionExpression: previous ? 'holder = :previous' : 'attribute_not_exists(holder)',
          ...(previous ? { ExpressionAttributeValues: { ':previous': previous } } : {}),
        }),
      ),
    );
    this.held = isTaken ? holder : undefined;
    return isTaken;
  }

  private async release(): Promise<void> {
    const { held } = this;
    this.held = undefined;
    if (!held) return;
    await unlessChanged(
      this.documents.send(
        new DeleteCommand({
          TableName: this.table,
          Key: this.leaseKey(),
          ConditionExpression: 'holder = :held',
          ExpressionAttributeValues: { ':held': held },
        }),
      ),
    );
  }

  private leaseKey() {
    return { part: outboxParts.lease(this.queue), place: '-' };
  }

  private entryKey(id: string) {
    const [partition = '', place = ''] = id.split('|');
    return { part: outboxParts.entries(this.queue, partition), place };
  }

  private async query(part: string, limit: number, after?: string): Promise<Item[]> {
    const { Items = [] } = await this.documents.send(
      new QueryCommand({
        TableName: this.table,
        KeyConditionExpression: after ? 'part = :part AND place > :after' : 'part = :part',
        ExpressionAttributeValues: { ':part': part, ...(after ? { ':after': after } : {}) },
        ConsistentRead: true,
        Limit: limit,
      }),
    );
    return Items;
  }
}

/** Resolves with whether the conditional write was done. */
const unlessChanged = async (write: Promise<unknown>): Promise<boolean> => {
  try {
    await write;
    return true;
  } catch (error) {
    if (isConditionFailed(error) || isConflict(error)) return false;
    throw error;
  }
};
