import { randomUUID } from 'node:crypto';
import type { Stack } from '@maru/local-cloud/stack/start-stack';
import mysql from 'mysql2/promise';
import { createPlace, type Guest } from './guests.js';

const windows = 100;
const rows = 100;
/** Below the limit per socket: 200 events in 10 seconds. */
const everyMs = 60;

/** Inserts members in bulk; joining one by one would take most of the run. */
const fill = async (stack: Stack, serverId: string, count: number): Promise<void> => {
  const database = await mysql.createConnection(stack.chatDatabaseUrl);
  try {
    const joinedAt = Date.now();
    const members = Array.from({ length: count }, (_, index) => [
      serverId,
      randomUUID(),
      new Date(joinedAt + index),
    ]);
    await database.query('INSERT INTO members (server_id, user_id, joined_at) VALUES ?', [members]);
    await database.query('UPDATE servers SET member_count = member_count + ? WHERE id = ?', [
      count,
      serverId,
    ]);
  } finally {
    await database.end();
  }
};

/** The socket service hears of a new server only a moment after it has been created. */
const watchOnceKnown = async (guest: Guest, channelId: string): Promise<void> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return void (await guest.ask('members:watch', { channelId }));
    } catch (error) {
      if (attempt === 50) throw error;
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  }
};

/** Returns the times for windows across the member list of a server with `count` members beside its owner. */
export const timeMemberWindows = async (
  stack: Stack,
  host: { token: string; guest: Guest },
  count: number,
): Promise<number[]> => {
  const { serverId, channelId } = await createPlace(stack, host.token);
  await fill(stack, serverId, count);
  await watchOnceKnown(host.guest, channelId);
  const times: number[] = [];
  for (let index = 0; index < windows; index += 1) {
    const from = Math.floor((index / windows) * count);
    const startedAt = performance.now();
    await host.guest.ask('members:window', { channelId, from, count: rows });
    times.push(performance.now() - startedAt);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
  return times;
};
