import { randomUUID } from 'node:crypto';
import mysql from 'mysql2/promise';

const insert = async (url: string | undefined, statements: [sql: string, values: unknown[]][]) => {
  const database = await mysql.createConnection(url ?? '');
  try {
    for (const [sql, values] of statements) await database.query(sql, values);
  } finally {
    await database.end();
  }
};

/**
 * Adds people with these names to a server, straight into the tables of accounts and members. Signing them up one by one would take
 * most of a story's time. They can't sign in.
 */
export const fillServer = async (serverId: string, names: readonly string[]): Promise<void> => {
  const now = Date.now();
  const people = names.map((name, index) => ({
    userId: randomUUID(),
    name,
    joinedAt: new Date(now + index),
  }));
  await insert(process.env.E2E_USER_DATABASE_URL, [
    [
      `INSERT INTO accounts (user_id, nickname, tag, locale, has_password, terms_accepted_at, privacy_accepted_at, age14_confirmed_at)
       VALUES ?`,
      [
        people.map(({ userId, name, joinedAt }) => [
          userId,
          name,
          userId.replaceAll('-', '').slice(0, 24),
          'ko',
          false,
          joinedAt,
          joinedAt,
          joinedAt,
        ]),
      ],
    ],
  ]);
  await insert(process.env.E2E_CHAT_DATABASE_URL, [
    [
      'INSERT INTO members (server_id, user_id, joined_at) VALUES ?',
      [people.map(({ userId, joinedAt }) => [serverId, userId, joinedAt])],
    ],
    ['UPDATE servers SET member_count = member_count + ? WHERE id = ?', [people.length, serverId]],
  ]);
};
