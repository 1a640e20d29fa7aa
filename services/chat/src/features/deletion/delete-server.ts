import type { ChannelId, ServerId } from '@maru/contracts/primitives';
import type { Transaction } from '../../platform/database.js';
import { channelsRepository } from '../../repositories/channels.repository.js';
import { serversRepository } from '../../repositories/servers.repository.js';
import { iconsOf } from '../../platform/server-icon-keys.js';

/** What was begun before something was deleted may still write for it: socket nodes know a channel for a minute. */
const settledMs = 2 * 60_000;
const onceSettled = () => ({ runAt: new Date(Date.now() + settledMs) });

/** Lets what was said in deleted channels go, too. */
export const purgeChannels = async ({ enqueue }: Transaction, channelIds: ChannelId[]): Promise<void> => {
  if (channelIds.length > 0) await enqueue({ kind: 'purge-channels', channelIds }, onceSettled());
};

/** Deletes a server that the transaction has locked, with everything that is kept of it anywhere. */
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
