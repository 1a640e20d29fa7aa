import type { ChannelType } from '@maru/contracts/channel-type';
import type { Channel, channelRoutes } from '@maru/contracts/http/chat/channels';
import { limits } from '@maru/contracts/limits';
import type { Overwrite } from '@maru/contracts/permission-rules';
import { can, setOf } from '@maru/contracts/permissions';
import type { RouteBody } from '@maru/contracts/route';
import { AppError } from '@maru/service-kit/app-error';
import { newId } from '@maru/service-kit/ids';
import { changesBetween } from '../../platform/audit.js';
import type { Database, Db, IdempotentRequest } from '../../platform/database.js';
import { channelsRepository, type ChannelChanges } from '../../repositories/channels.repository.js';
import { overwritesRepository } from '../../repositories/overwrites.repository.js';
import { serversRepository } from '../../repositories/servers.repository.js';
import type { AccessService, Standing } from '../access/access.service.js';
import { purgeChannels } from '../deletion/delete-server.js';
import { requireTarget } from '../permissions/overwrite-targets.js';

type NewChannel = RouteBody<typeof channelRoutes.createChannel>;

const ofEverybody = (serverId: string, deny: number): Overwrite => ({
  targetType: 'role',
  targetId: serverId,
  allow: 0,
  deny,
});

/** Only these see it, and who made it. */
const privateOverwrites = (
  { rules, member, permissions }: Standing,
  viewers: NewChannel['viewers'],
): Overwrite[] => {
  const allow = setOf('viewChannel');
  const self = { targetType: 'member' as const, targetId: member.userId };
  const all = can(permissions, 'administrator') ? viewers : [...viewers, self];
  const targets = new Map(all.map((each) => [each.targetId, { ...each, allow, deny: 0 }]));
  return [ofEverybody(rules.serverId, allow), ...targets.values()];
};

/** Where few write, the others read. */
const withoutWriting = (overwrites: Overwrite[], serverId: string): Overwrite[] => {
  const known = overwrites.find((each) => each.targetId === serverId) ?? ofEverybody(serverId, 0);
  const others = overwrites.filter((each) => each.targetId !== serverId);
  const silent = setOf('sendMessages');
  return [{ ...known, allow: known.allow & ~silent, deny: known.deny | silent }, ...others];
};

const audited = ['name', 'topic', 'slowModeSeconds', 'userLimit'] as const;

const about = (actorId: string, { serverId, channelId, name }: Channel) => ({
  actorId,
  serverId,
  targetId: channelId,
  targetName: name,
});

export class ChannelsService {
  constructor(
    private readonly database: Database,
    private readonly access: AccessService,
  ) {}

  /** Adds a channel behind the others. A category or viewer of another server is a bad field. */
  create(request: IdempotentRequest, serverId: string, wanted: NewChannel): Promise<Channel> {
    return this.database.transactOnce(request, async ({ db, record, audit }) => {
      const standing = await this.access.lockServer(db, request.userId, serverId, 'manageChannels');
      const channels = channelsRepository(db);
      if ((await channels.count(serverId)) >= limits.channelsPerServer)
        throw new AppError('CHANNEL_LIMIT_REACHED');
      const overwrites = await this.overwritesFor(db, standing, wanted);
      const { name, type, categoryId } = wanted;
      const position = await channels.nextPosition(serverId);
      const row = { id: newId(), serverId, categoryId, type, name, position, isSynced: !overwrites };
      const { channelId } = await channels.insert(row);
      if (overwrites) await overwritesRepository(db).replaceAll(serverId, channelId, overwrites);
      const channel = await channels.update(channelId, {});
      await record({ type: 'channel.created', channel });
      await audit({ ...about(request.userId, channel), action: 'channel-created' });
      return channel;
    });
  }

  update(userId: string, channelId: string, changes: ChannelChanges): Promise<Channel> {
    return this.database.transact(async ({ db, record, audit }) => {
      const { channel: before } = await this.access.lockChannel(db, userId, channelId, 'manageChannels');
      const channel = await channelsRepository(db).update(channelId, changes);
      await record({ type: 'channel.updated', channel });
      await audit({
        ...about(userId, channel),
        action: 'channel-updated',
        changes: changesBetween(before, channel, audited),
      });
      return channel;
    });
  }

  remove(userId: string, channelId: string): Promise<void> {
    return this.database.transact(async (transaction) => {
      const { db, record, audit } = transaction;
      const { channel } = await this.access.lockChannel(db, userId, channelId, 'manageChannels');
      const { serverId } = channel;
      await channelsRepository(db).remove(channelId);
      await record({ type: 'channel.deleted', serverId, channelId: channel.channelId });
      const servers = serversRepository(db);
      if ((await servers.find(serverId))?.systemChannelId === channelId)
        await record({
          type: 'server.updated',
          server: await servers.update(serverId, { systemChannelId: null }),
        });
      await audit({ ...about(userId, channel), action: 'channel-deleted' });
      await purgeChannels(transaction, [channel.channelId]);
    });
  }

  /** Those that a new channel begins with; undefined when it just follows its category. */
  private async overwritesFor(
    db: Db,
    standing: Standing,
    { type, categoryId, viewers }: { type: ChannelType } & NewChannel,
  ): Promise<Overwrite[] | undefined> {
    const { serverId } = standing.rules;
    const category = categoryId ? await channelsRepository(db).findCategory(categoryId) : undefined;
    if (categoryId && category?.serverId !== serverId)
      throw new AppError('VALIDATION_FAILED', { fields: { categoryId: 'unknown' } });
    if (category)
      await this.access.requireInCategory(standing.member.userId, category.categoryId, 'manageChannels', db);
    for (const viewer of viewers) await requireTarget(db, standing.rules, viewer);
    const isPrivate = viewers.length > 0;
    const base = isPrivate ? privateOverwrites(standing, viewers) : (category?.overwrites ?? []);
    if (type === 'announcement') return withoutWriting(base, serverId);
    return isPrivate ? base : undefined;
  }
}
