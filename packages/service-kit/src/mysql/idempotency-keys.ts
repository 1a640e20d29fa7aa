import { createHash } from 'node:crypto';
import { AppError } from '../app-error.js';
import { fromNow, systemClock, type Clock } from '../clock.js';
import { every } from '../jobs/periodic.js';
import { parseJson, type SqlClient } from './sql-client.js';

/** A request that a client may send again under the same key. */
export interface IdempotentRequest {
  userId: string;
  key: string;
  /** Everything that identifies the request: the same key with another request is an error. */
  request: unknown;
}

interface ReplyRow {
  requestHash: string;
  reply: unknown;
}

const hashOf = (request: unknown): string =>
  createHash('sha256').update(JSON.stringify(request)).digest('hex');

/** Returns the reply to an earlier request with this key. Throws IDEMPOTENCY_KEY_REUSED when that was another request. */
export const findReply = async <T extends object>(
  db: SqlClient,
  { userId, key, request }: IdempotentRequest,
): Promise<T | undefined> => {
  const [row] = await db.$queryRaw<ReplyRow[]>`
    SELECT request_hash AS requestHash, reply FROM idempotency_keys WHERE user_id = ${userId} AND \`key\` = ${key}`;
  if (!row) return undefined;
  if (row.requestHash !== hashOf(request)) throw new AppError('IDEMPOTENCY_KEY_REUSED');
  // `insertReply` wrote it for the same request.
  return parseJson(row.reply) as T;
};

/** Throws a duplicate-key error when a request with this key has committed meanwhile. */
export const insertReply = async (
  db: SqlClient,
  { userId, key, request }: IdempotentRequest,
  { reply, createdAt }: { reply: object; createdAt: Date },
): Promise<void> => {
  await db.$executeRaw`
    INSERT INTO idempotency_keys (user_id, \`key\`, request_hash, reply, created_at)
    VALUES (${userId}, ${key}, ${hashOf(request)}, ${JSON.stringify(reply)}, ${createdAt})`;
};

const hourMs = 3_600_000;
/** A client may repeat a request under its key for this long. */
const keptMs = 24 * hourMs;

/** Declares the periodic job that removes replies which clients can no longer ask for. */
export const pruneReplies = (db: SqlClient, clock: Clock = systemClock) =>
  every(hourMs, 'prune idempotency keys', async () => {
    await db.$executeRaw`DELETE FROM idempotency_keys WHERE created_at < ${fromNow(clock, -keptMs)}`;
  });
