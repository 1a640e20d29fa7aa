import type { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { limits } from '@maru/contracts/limits';
import { isConditionFailed } from '../../platform/dynamo.js';

/** The pause that a message or edit starts for its author in a channel with slow mode. */
export interface Cooldown {
  /** The channel's id; edits have their own cooldown, under a key derived from it. */
  channelId: string;
  userId: string;
  nonce: string;
}

export interface Cooldowns {
  /**
   * Starts the author's cooldown unless one of less than `seconds` runs for another nonce. Returns the milliseconds left of that one; 0 if
   * the author may write.
   */
  start(cooldown: Cooldown, seconds: number): Promise<number>;
  /** Cancels the cooldown of a message that was not written. */
  cancel(cooldown: Cooldown): Promise<void>;
}

/** Stores cooldowns in DynamoDB: nodes share them, they survive a restart, and a conditional write admits one of two concurrent texts. */
export const createCooldowns = (documents: DynamoDBDocumentClient, table: string): Cooldowns => ({
  async start({ channelId, userId, nonce }, seconds) {
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

  async cancel({ channelId, userId, nonce }) {
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
