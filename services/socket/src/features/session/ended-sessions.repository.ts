import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

export interface EndedSessions {
  /** Remembers that a session has ended, for as long as a token of it may still be valid. */
  end(sessionId: string, endedAt: Date): Promise<void>;
  isEnded(sessionId: string): Promise<boolean>;
}

const keyOf = (sessionId: string) => ({ subject: `session#${sessionId}` });

/** Longer than any access token lives (Cognito's maximum is a day). */
const keepSeconds = 25 * 3_600;

/** In DynamoDB, since every node has to know and a restart must not forget. */
export const createEndedSessions = (documents: DynamoDBDocumentClient, table: string): EndedSessions => ({
  async end(sessionId, endedAt) {
    const expiresAt = Math.floor(Date.now() / 1000) + keepSeconds;
    const Item = { ...keyOf(sessionId), endedAt: endedAt.getTime(), expiresAt };
    await documents.send(new PutCommand({ TableName: table, Item }));
  },

  async isEnded(sessionId) {
    const Key = keyOf(sessionId);
    const { Item } = await documents.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
    return Item !== undefined;
  },
});
