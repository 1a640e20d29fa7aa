import type { ChannelId, ServerId } from '@maru/contracts/primitives';
import type { Transaction } from '../../platform/database.js';
import { channelsRepository } from '../../repositories/channels.repository.js';
import { serversRepository } from '../../repositories/servers.repository.js';
import { iconsOf } from '../../platform/server-icon-keys.js';

/** Requests in progress may still write to a deleted channel: socket nodes cache channels for a minute. */
const settledMs = 2 * 60_000;
const onceSettled = () => ({ runAt: new Date(Date.now() + settledMs) });

/** Schedules the deletion of deleted channels' messages. */
export const purgeChannels = async ({ enqueue }: Transaction, channelIds: ChannelId[]): Promise<void> => {
  if (channelIds.length > 0) await enqueue({ kind: 'purge-channels', channelIds }, onceSettled());
};

/** Deletes a server that the transaction has locked, with its messages and pictures. */
export const deleteServer = async (transaction: Transaction, serverId: ServerId): Promise<void> => {
  const { db, record, enqueue } = transaction;
  const { channels } = await channelsRepository(db).listOf(serverId);
  await serversRepository(db).remove(serverId);
  await record({ type: 'server.deleted', serverId });
  await purgeChannels(
    transaction,
    channels.map(({ channelId }) => channelId),
  );
  await enqueue({ kind: 'remove-pictures', prefix: iconsOf(serverId) }, onceSettled());
};
