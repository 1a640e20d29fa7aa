import { channelRoutes, type Category, type Channel } from '@maru/contracts/http/chat/channels';
import { limits } from '@maru/contracts/limits';
import { asChannel, isSeenByAll, overwritesOf, type Overwrite } from '@maru/contracts/permission-rules';
import { channelPermissions, setOf } from '@maru/contracts/permissions';
import { AppError } from '@maru/service-kit/app-error';
import { changesBetween } from '../../platform/audit.js';
import type { Database, Db, Transaction } from '../../platform/database.js';
import { channelsRepository } from '../../repositories/channels.repository.js';
import { overwritesRepository } from '../../repositories/overwrites.repository.js';
import type { AccessService, Standing } from '../access/access.service.js';
import { describeCategory } from './describe-category.js';
import { maySetAll, requireMaySet, untouched } from './overwrite-changes.js';

const overwritable = setOf(...channelPermissions);

/** Overwrites of roles and members in channels and categories. */
export class OverwritesService {
  constructor(
    private readonly database: Database,
    private readonly access: AccessService,
  ) {}

  /** Ends the channel's sync: it gets its category's overwrites as its own, with this one changed. */
  setForChannel(userId: string, channelId: string, wanted: Overwrite): Promise<Channel> {
    return this.database.transact(async (transaction) => {
      const { db } = transaction;
      const standing = await this.access.lock(db, userId, channelRoutes.setChannelOverwrite, {
        channelId,
      });
      const [{ serverId, isSynced }, overwrites] = [standing.channel, overwritesRepository(db)];
      const current = overwritesOf(standing.rules, standing.channel);
      await this.check(db, standing, { wanted, current });
      if (isSynced) await overwrites.replaceAll(serverId, channelId, current);
      await overwrites.set(serverId, channelId, wanted);
      await channelsRepository(db).setSynced(channelId, false);
      await this.log(transaction, standing.channel, { userId, wanted, current });
      return this.tell(transaction, standing);
    });
  }

  /** Syncs the channel to its category again. @throws FORBIDDEN unless the caller may make each change that this means. */
  sync(userId: string, channelId: string): Promise<Channel> {
    return this.database.transact(async (transaction) => {
      const { db, audit } = transaction;
      const standing = await this.access.lock(db, userId, channelRoutes.syncChannel, { channelId });
      const { channel, rules } = standing;
      if (channel.categoryId === null)
        throw new AppError('VALIDATION_FAILED', { fields: { channelId: 'no-category' } });
      if (channel.isSynced) return channel;
      const to = overwritesOf(rules, { ...channel, isSynced: true });
      if (!(await maySetAll(db, standing, { from: channel.overwrites, to }))) throw new AppError('FORBIDDEN');
      await overwritesRepository(db).replaceAll(channel.serverId, channelId, []);
      await channelsRepository(db).setSynced(channelId, true);
      const { serverId, name } = channel;
      await audit({
        serverId,
        actorId: userId,
        action: 'channel-synced',
        targetId: channelId,
        targetName: name,
        placeId: channelId,
      });
      return this.tell(transaction, standing);
    });
  }

  setForCategory(userId: string, categoryId: string, wanted: Overwrite): Promise<Category> {
    return this.database.transact(async (transaction) => {
      const { db, record } = transaction;
      const standing = await this.access.lock(db, userId, channelRoutes.setCategoryOverwrite, { categoryId });
      await this.check(db, standing, { wanted, current: standing.category.overwrites });
      await overwritesRepository(db).set(standing.category.serverId, categoryId, wanted);
      const described = await describeCategory(db, categoryId);
      const { category } = standing;
      const wasSeenByAll = isSeenByAll(standing.rules, asChannel(category));
      await record({ type: 'category.updated', ...described, wasSeenByAll });
      await this.log(transaction, category, { userId, wanted, current: category.overwrites });
      return described.category;
    });
  }

  private async check(
    db: Db,
    standing: Standing,
    { wanted, current }: { wanted: Overwrite; current: readonly Overwrite[] },
  ): Promise<void> {
    const { allow, deny, targetId } = wanted;
    if ((allow & deny) !== 0) throw new AppError('VALIDATION_FAILED', { fields: { deny: 'contradiction' } });
    if (((allow | deny) & ~overwritable) !== 0)
      throw new AppError('VALIDATION_FAILED', { fields: { allow: 'server-wide' } });
    await requireMaySet(db, standing, { wanted, current });
    const isNew = current.every((each) => each.targetId !== targetId);
    if (isNew && current.length >= limits.overwritesPerChannel) throw new AppError('OVERWRITE_LIMIT_REACHED');
  }

  /** The field of a change names the target by its id: `allow:<id>`. */
  private async log(
    { audit }: Transaction,
    place: Channel | Category,
    { userId, wanted, current }: { userId: string; wanted: Overwrite; current: readonly Overwrite[] },
  ): Promise<void> {
    const { targetId } = wanted;
    const placeId = 'channelId' in place ? place.channelId : place.categoryId;
    const before = current.find((each) => each.targetId === targetId) ?? untouched;
    const changes = changesBetween<Pick<Overwrite, 'allow' | 'deny'>>(before, wanted, ['allow', 'deny']);
    await audit({
      serverId: place.serverId,
      actorId: userId,
      action: 'overwrite-set',
      targetId: placeId,
      placeId,
      targetName: place.name,
      changes: changes.map((change) => ({ ...change, field: `${change.field}:${targetId}` })),
    });
  }

  /** Emits the channel with its previous visibility: members who saw it neither before nor after must not be notified. */
  private async tell(
    { db, record }: Transaction,
    { rules, channel: before }: Standing & { channel: Channel },
  ): Promise<Channel> {
    const channel = await channelsRepository(db).update(before.channelId, {});
    await record({ type: 'channel.updated', channel, wasSeenByAll: isSeenByAll(rules, before) });
    return channel;
  }
}
