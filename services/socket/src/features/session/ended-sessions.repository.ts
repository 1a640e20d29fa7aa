import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { readItems } from '../../platform/dynamo.js';

export interface Session {
  sessionId: string;
  userId: string;
}

export interface EndedSessions {
  /** Remembers that a session has ended, for as long as a token of it may still be valid. */
  end(sessionId: string, endedAt: Date): Promise<void>;
  /** The same for every session of a person who is gone. */
  endAllOf(userId: string): Promise<void>;
  isEnded(session: Session): Promise<boolean>;
  /** Ids of those of the sessions that have ended. */
  findEnded(sessions: readonly Session[]): Promise<Set<string>>;
}

const subjectsOf = ({ sessionId, userId }: Session) => [`session#${sessionId}`, `user#${userId}`];

/** Longer than any access token lives (Cognito's maximum is a day). */
const keepSeconds = 25 * 3_600;

/** In DynamoDB, since every node has to know and a restart must not forget. */
export const createEndedSessions = (documents: DynamoDBDocumentClient, table: string): EndedSessions => {
  const put = async (subject: string, endedAt: number) => {
    const expiresAt = Math.floor(Date.now() / 1000) + keepSeconds;
    await documents.send(new PutCommand({ TableName: table, Item: { subject, endedAt, expiresAt } }));
  };

  const findEnded = async (sessions: readonly Session[]): Promise<Set<string>> => {
    const subjects = [...new Set(sessions.flatMap(subjectsOf))];
    const items = await readItems(
      documents,
      table,
      subjects.map((subject) => ({ subject })),
    );
    const found = new Set(items.map(({ subject }) => subject));
    const ended = sessions.filter((session) => subjectsOf(session).some((subject) => found.has(subject)));
    return new Set(ended.map(({ sessionId }) => sessionId));
  };

  return {
    end: (sessionId, endedAt) => put(`session#${sessionId}`, endedAt.getTime()),
    endAllOf: (userId) => put(`user#${userId}`, Date.now()),
    isEnded: async (session) => (await findEnded([session])).size > 0,
    findEnded,
  };
};
