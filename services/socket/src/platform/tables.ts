import { CreateTableCommand, UpdateTimeToLiveCommand, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import type { CreateTableCommandInput, DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** Names of the service's tables. */
export const tableNames = (prefix: string) => ({
  /** The head of each channel. `channelId` → lastSeq, newestSeq, changes, lastCreatedAt. Get by key. */
  channelHeads: `${prefix}channel_heads`,
  /**
   * Messages. Partition `channelId#floor(seq / 1000)`, sort key `seq`: partitions stay bounded and any history window is
   * a range of at most two of them.
   */
  messages: `${prefix}messages`,
  /** Nonces of the last seven days. `channelId#authorId#nonce` → seq. Put if absent, together with the message. */
  messageNonces: `${prefix}message_nonces`,
  /** The last message of each author in a channel with slow mode. `channelId` + `userId` → nonce, takenAt. Put if long enough ago. */
  turns: `${prefix}turns`,
  /**
   * The last message each person has read per channel. `channelId` + `userId` → lastReadSeq, memberSince. Index `byUser` finds all of one
   * person.
   */
  readPointers: `${prefix}read_pointers`,
  /** Sessions that ended before their access token did. `session#id` or `user#id` → endedAt. Get by key at connect. */
  endedSessions: `${prefix}ended_sessions`,
  /**
   * The change log. `entries` + seq → events, read in order; `head` + 0 → lastSeq; `taken#id` + 0 for each event in the log. Everything
   * except the head expires after a day.
   */
  changeLog: `${prefix}change_log`,
  /**
   * Annotations of messages. `head#channelId` + `-` → annotations (the counter), lastSeq. `messages#channelId#floor(seq / 1000)` +
   * `seq#kind#key` → one annotation, read in ranges. `changes#channelId` + counter → the changed annotation and
   * the id of the write, for a week.
   * `people#channelId#seq#emoji` + userId for each part in a reaction.
   */
  annotations: `${prefix}annotations`,
  /**
   * Meeting notes. `channel#channelId` + `startedAt#noteId` → one note, read from the newest. `note#noteId` + `-` → where to find it and its card.
   * `running#channelId` + `-` → the running note. `count#channelId` + `-` → notes. `chores` + noteId → what remains to be done about a note:
   * end it, post its card, remove it. `chores` is read again and again, so it holds nothing that is done.
   */
  notes: `${prefix}notes`,
  /**
   * Events for other services, written in the transaction of the change that they describe. `entries#queue#conversation` + position → one
   * event, delivered in order. `pending#queue` + conversation → last for each conversation with entries. `lease#queue` + `-` → the token of
   * the delivering node. `aside#queue` holds entries that their receiver refuses.
   */
  outbox: `${prefix}outbox`,
  /**
   * Calls. `room#channelId` → version, startedAt, members by user id with their leases; `person#userId` → the call that the person has joined
   * last, and the one that a moderator has taken that session out of. Index `activeRooms` finds the calls with members.
   */
  voiceRooms: `${prefix}voice_rooms`,
  /**
   * Memberships as the user service has told them. `userId` → plan, until, and the latest use of a perk that was recorded. Get by key for texts
   * longer than FREE allows.
   */
  memberships: `${prefix}memberships`,
});
/** The index of `voiceRooms`; it has only the keys, so extending a lease does not touch it. */
export const activeRoomsIndex = 'activeRooms';
export type TableNames = ReturnType<typeof tableNames>;

type TableShape = Pick<
  CreateTableCommandInput,
  'KeySchema' | 'AttributeDefinitions' | 'GlobalSecondaryIndexes'
>;

const keyedBy = (hash: [string, 'S' | 'N'], range?: [string, 'S' | 'N']): TableShape => ({
  KeySchema: [
    { AttributeName: hash[0], KeyType: 'HASH' },
    ...(range ? [{ AttributeName: range[0], KeyType: 'RANGE' as const }] : []),
  ],
  AttributeDefinitions: [hash, ...(range ? [range] : [])].map(([AttributeName, AttributeType]) => ({
    AttributeName,
    AttributeType,
  })),
});

const shapes: Record<keyof TableNames, TableShape & { ttl?: string }> = {
  voiceRooms: {
    KeySchema: [{ AttributeName: 'key', KeyType: 'HASH' }],
    AttributeDefinitions: [
      { AttributeName: 'key', AttributeType: 'S' },
      { AttributeName: 'active', AttributeType: 'S' },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: activeRoomsIndex,
        KeySchema: [
          { AttributeName: 'active', KeyType: 'HASH' },
          { AttributeName: 'key', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
    ttl: 'expiresAt',
  },
  channelHeads: keyedBy(['channelId', 'S']),
  messages: keyedBy(['bucket', 'S'], ['seq', 'N']),
  messageNonces: { ...keyedBy(['nonceKey', 'S']), ttl: 'expiresAt' },
  turns: { ...keyedBy(['channelId', 'S'], ['userId', 'S']), ttl: 'expiresAt' },
  readPointers: {
    ...keyedBy(['channelId', 'S'], ['userId', 'S']),
    GlobalSecondaryIndexes: [
      {
        IndexName: 'byUser',
        KeySchema: [
          { AttributeName: 'userId', KeyType: 'HASH' },
          { AttributeName: 'channelId', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'ALL' },
      },
    ],
  },
  endedSessions: { ...keyedBy(['subject', 'S']), ttl: 'expiresAt' },
  changeLog: { ...keyedBy(['part', 'S'], ['seq', 'N']), ttl: 'expiresAt' },
  outbox: keyedBy(['part', 'S'], ['place', 'S']),
  annotations: { ...keyedBy(['part', 'S'], ['place', 'S']), ttl: 'expiresAt' },
  notes: keyedBy(['part', 'S'], ['place', 'S']),
  memberships: keyedBy(['userId', 'S']),
};

const alreadyThere = (error: unknown) => error instanceof Error && error.name === 'ResourceInUseException';

const createTable = async (
  client: DynamoDBClient,
  name: string,
  { ttl, ...shape }: TableShape & { ttl?: string },
) => {
  try {
    await client.send(new CreateTableCommand({ TableName: name, BillingMode: 'PAY_PER_REQUEST', ...shape }));
  } catch (error) {
    if (alreadyThere(error)) return false;
    throw error;
  }
  await waitUntilTableExists({ client, maxWaitTime: 60, minDelay: 0.05, maxDelay: 2 }, { TableName: name });
  if (ttl) {
    const TimeToLiveSpecification = { AttributeName: ttl, Enabled: true };
    await client.send(new UpdateTimeToLiveCommand({ TableName: name, TimeToLiveSpecification }));
  }
  return true;
};

/** Creates the missing tables and returns their names. Safe to repeat. */
export const createTables = async (client: DynamoDBClient, prefix: string): Promise<string[]> => {
  const names = tableNames(prefix);
  // Object.keys widens to string; the keys are those of `shapes`.
  const keys = Object.keys(shapes) as (keyof TableNames)[];
  const created = await Promise.all(keys.map((key) => createTable(client, names[key], shapes[key])));
  return keys.filter((_key, index) => created[index]).map((key) => names[key]);
};
