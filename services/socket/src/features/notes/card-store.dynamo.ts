import {
  GetCommand,
  TransactWriteCommand,
  UpdateCommand,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';
import type { ChannelId } from '@maru/contracts/primitives';
import { isConditionFailed, isTransactionCanceled } from '../../platform/dynamo.js';
import type { TransactItem } from '../../platform/outbox-items.js';
import type { CardPlace, CardStore } from './card-store.js';
import { choreKey } from './chore-store.dynamo.js';
import { refKey } from './note-store.dynamo.js';

/** The places of cards in DynamoDB, as `card` of the item that tells where a note is. */
export class DynamoCardStore implements CardStore {
  constructor(
    private readonly documents: DynamoDBDocumentClient,
    private readonly table: string,
  ) {}

  async chooseCard(noteId: ChannelId, card: CardPlace): Promise<CardPlace | undefined> {
    try {
      const { Attributes } = await this.documents.send(
        new UpdateCommand({
          TableName: this.table,
          Key: refKey(noteId),
          UpdateExpression: 'SET card = if_not_exists(card, :card)',
          ConditionExpression: 'attribute_exists(part) AND attribute_not_exists(isDeleted)',
          ExpressionAttributeValues: { ':card': card },
          ReturnValues: 'ALL_NEW',
        }),
      );
      // Only this store writes cards.
      return Attributes?.card as CardPlace | undefined;
    } catch (error) {
      if (!isConditionFailed(error)) throw error;
      return undefined;
    }
  }

  async findCard(noteId: ChannelId): Promise<CardPlace | undefined> {
    const { Item } = await this.documents.send(
      new GetCommand({ TableName: this.table, Key: refKey(noteId), ConsistentRead: true }),
    );
    return Item?.card as CardPlace | undefined;
  }

  async finishCard(noteId: ChannelId, place: Required<CardPlace> | undefined): Promise<void> {
    const TransactItems = [this.dropChore(noteId), ...(place ? [this.keepSeq(noteId, place)] : [])];
    try {
      await this.documents.send(new TransactWriteCommand({ TransactItems }));
    } catch (error) {
      if (!isTransactionCanceled(error)) throw error;
    }
  }

  async forgetCard(noteId: ChannelId): Promise<void> {
    try {
      await this.documents.send(
        new UpdateCommand({
          TableName: this.table,
          Key: refKey(noteId),
          UpdateExpression: 'REMOVE card',
          ConditionExpression: 'attribute_exists(part)',
        }),
      );
    } catch (error) {
      // Another node has forgotten the whole note.
      if (!isConditionFailed(error)) throw error;
    }
  }

  private dropChore(noteId: ChannelId): TransactItem {
    return {
      Delete: {
        TableName: this.table,
        Key: choreKey(noteId),
        ConditionExpression: 'kind = :card',
        ExpressionAttributeValues: { ':card': 'card' },
      },
    };
  }

  private keepSeq(noteId: ChannelId, { channelId, seq }: Required<CardPlace>): TransactItem {
    return {
      Update: {
        TableName: this.table,
        Key: refKey(noteId),
        UpdateExpression: 'SET card.seq = :seq',
        ConditionExpression: 'card.channelId = :channelId',
        ExpressionAttributeValues: { ':seq': seq, ':channelId': channelId },
      },
    };
  }
}
