import { BatchGetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

export interface EndedSessions {
  /** Remembers that one session (`sessionId`) or all that a person started until `endedAt` (`userId`) have ended. */
  end(subject: { sessionId: string } | { userId: string }, endedAt: Date): Promise<void>;
  isEnded(session: { userId: string; sessionId: string; authTime: Date }): Promise<boolean>;
}

const sessionKey = (sessionId: string) => `session#${sessionId}`;
const userKey = (userId: string) => `user#${userId}`;

/** Longer than any access token lives (Cognito's maximum is a day). */
const keepSeconds = 25 * 3_600;

const subjectKey = (subject: { sessionId: string } | { userId: string }) =>
  'sessionId' in subject ? sessionKey(subject.sessionId) : userKey(subject.userId);

/** In DynamoDB, since every node has to know and a restart must not forget. */
export const createEndedSessions = (documents: DynamoDBDocumentClient, table: string): EndedSessions => ({
  async end(subject, endedAt) {
    const expiresAt = Math.floor(Date.now() / 1000) + keepSeconds;
    const Item = { subject: subjectKey(subject), endedAt: endedAt.getTime(), expiresAt };
    await documents.send(new PutCommand({ TableName: table, Item }));
  },

  async isEnded({ userId, sessionId, authTime }) {
    const Keys = [{ subject: sessionKey(sessionId) }, { subject: userKey(userId) }];
    const { Responses } = await documents.send(
      new BatchGetCommand({ RequestItems: { [table]: { Keys, ConsistentRead: true } } }),
    );
    const rows = Responses?.[table] ?? [];
    return rows.some(
      (row) => row.subject === sessionKey(sessionId) || Number(row.endedAt) >= authTime.getTime(),
    );
  },
});
