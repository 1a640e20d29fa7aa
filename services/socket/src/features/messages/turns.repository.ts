import type { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { limits } from '@maru/contracts/limits';
import { isConditionFailed } from '../../platform/dynamo.js';

/** A message or edit that its author wants to write in a channel with slow mode. */
export interface Turn {
  /** The channel's id; edits have turns of their own, under a key derived from it. */
  channelId: string;
  userId: string;
  nonce: string;
}

export interface Turns {
  /**
   * Takes the author's turn if their last one was at least `seconds` ago or was for the same nonce. Returns the milliseconds that they
   * have to wait; 0 when the turn is theirs.
   */
  take(turn: Turn, seconds: number): Promise<number>;
  /** Gives back the turn for a message that was not written. */
  giveBack(turn: Turn): Promise<void>;
}

/** In DynamoDB: nodes share it, a restart does not forget it, and one conditional write lets only one of two through. */
export const createTurns = (documents: DynamoDBDocumentClient, table: string): Turns => ({
  async take({ channelId, userId, nonce }, seconds) {
    const now = Date.now();
    const expiresAt = Math.ceil(now / 1_000) + limits.slowMode.maxSeconds;
    try {
      await documents.send(
        new PutCommand({
          TableName: table,
          Item: { channelId, userId, nonce, takenAt: now, expiresAt },
          ConditionExpression: 'attribute_not_exists(takenAt) OR takenAt <= :before',
          ExpressionAttributeValues: { ':before': now - seconds * 1_000 },
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      );
      return 0;
    } catch (error) {
      if (!isConditionFailed(error)) throw error;
      // Checked above, by name.
      const { Item } = error as ConditionalCheckFailedException;
      if (Item?.nonce?.S === nonce) return 0;
      return Math.max(1, Number(Item?.takenAt?.N) + seconds * 1_000 - now);
    }
  },

  async giveBack({ channelId, userId, nonce }) {
    try {
      await documents.send(
        new DeleteCommand({
          TableName: table,
          Key: { channelId, userId },
          ConditionExpression: 'nonce = :nonce',
          ExpressionAttributeValues: { ':nonce': nonce },
        }),
      );
    } catch (error) {
      if (!isConditionFailed(error)) throw error;
    }
  },
});
