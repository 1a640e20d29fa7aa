import type { Category, Channel } from '@maru/contracts/http/chat/channels';
import { limits } from '@maru/contracts/limits';
import { isAboveRole, outranks, overwritesOf, type Overwrite } from '@maru/contracts/permission-rules';
import { channelPermissions, setOf } from '@maru/contracts/permissions';
import { AppError } from '@maru/service-kit/app-error';
import { changesBetween } from '../../platform/audit.js';
import type { Database, Db, Transaction } from '../../platform/database.js';
import { channelsRepository } from '../../repositories/channels.repository.js';
import { overwritesRepository } from '../../repositories/overwrites.repository.js';
import type { AccessService, Standing } from '../access/access.service.js';
import { describeCategory } from '../channels/describe-category.js';
import { requireTarget } from './overwrite-targets.js';

const overwritable = setOf(...channelPermissions);
const untouched = { allow: 0, deny: 0 };

/** What roles and members may do differently in channels and categories. */
export class OverwritesService {
  constructor(
    private readonly database: Database,
    private readonly access: AccessService,
  ) {}

  /** From then on the channel has its own overwrites: those of its category, with this one changed. */
  setForChannel(userId: string, channelId: string, wanted: Overwrite): Promise<Channel> {
    return this.database.transact(async (transaction) => {
      const { db } = transaction;
      const standing = await this.access.lockChannel(db, userId, channelId, 'manageRoles');
      const [{ serverId, isSynced }, overwrites] = [standing.channel, overwritesRepository(db)];
      const [full] = await this.access.rulesOf([serverId], db);
      const current = full ? overwritesOf(full, standing.channel) : [];
      await this.check(db, standing, { wanted, current });
      if (isSynced) await overwrites.replaceAll(serverId, channelId, current);
      await overwrites.set(serverId, channelId, wanted);
      await channelsRepository(db).setSynced(channelId, false);
      await this.log(transaction, standing.channel, { userId, wanted, current });
      return this.tell(transaction, channelId);
    });
  }

  /** The channel follows its category again. */
  sync(userId: string, channelId: string): Promise<Channel> {
    return this.database.transact(async (transaction) => {
      const { db, audit } = transaction;
      const { channel } = await this.access.lockChannel(db, userId, channelId, 'manageRoles');
      if (channel.categoryId === null)
        throw new AppError('VALIDATION_FAILED', { fields: { channelId: 'no-category' } });
      if (channel.isSynced) return channel;
      await overwritesRepository(db).replaceAll(channel.serverId, channelId, []);
      await channelsRepository(db).setSynced(channelId, true);
      const { serverId, name } = channel;
      await audit({
        serverId,
        actorId: userId,
        action: 'channel-synced',
        targetId: channelId,
        targetName: name,
      });
      return this.tell(transaction, channelId);
    });
  }

  setForCategory(userId: string, categoryId: string, wanted: Overwrite): Promise<Category> {
    return this.database.transact(async (transaction) => {
      const { db, record } = transaction;
      const standing = await this.access.lockCategory(db, userId, categoryId, 'manageRoles');
      await this.check(db, standing, { wanted, current: standing.category.overwrites });
      await overwritesRepository(db).set(standing.category.serverId, categoryId, wanted);
      const described = await describeCategory(db, categoryId);
      await record({ type: 'category.updated', ...described });
      const { category } = standing;
      await this.log(transaction, category, { userId, wanted, current: category.overwrites });
      return described.category;
    });
  }

  /**
   * Nobody allows or denies what they may not do themselves, nor decides about a role or member that does not stand below them.
   */
  private async check(
    db: Db,
    { rules, member, permissions }: Standing,
    { wanted, current }: { wanted: Overwrite; current: readonly Overwrite[] },
  ): Promise<void> {
    const { allow, deny, targetId } = wanted;
    if ((allow & deny) !== 0) throw new AppError('VALIDATION_FAILED', { fields: { deny: 'contradiction' } });
    if (((allow | deny) & ~overwritable) !== 0)
      throw new AppError('VALIDATION_FAILED', { fields: { allow: 'server-wide' } });
    const before = current.find((each) => each.targetId === targetId) ?? untouched;
    const changed = (before.allow ^ allow) | (before.deny ^ deny);
    if ((changed & ~permissions) !== 0) throw new AppError('FORBIDDEN');
    const target = await requireTarget(db, rules, wanted);
    const isBelow =
      'position' in target ? isAboveRole(rules, member, target) : outranks(rules, member, target);
    if (!isBelow) throw new AppError('FORBIDDEN');
    const isNew = before === untouched;
    if (isNew && current.length >= limits.overwritesPerChannel) throw new AppError('OVERWRITE_LIMIT_REACHED');
  }

  /** The target is named by its id in the field: `allow:<id>`. */
  private async log(
    { audit }: Transaction,
    place: Channel | Category,
    { userId, wanted, current }: { userId: string; wanted: Overwrite; current: readonly Overwrite[] },
  ): Promise<void> {
    const { targetId } = wanted;
    const before = current.find((each) => each.targetId === targetId) ?? untouched;
    const changes = changesBetween<Pick<Overwrite, 'allow' | 'deny'>>(before, wanted, ['allow', 'deny']);
    await audit({
      serverId: place.serverId,
      actorId: userId,
      action: 'overwrite-set',
      targetId: 'channelId' in place ? place.channelId : place.categoryId,
      targetName: place.name,
      changes: changes.map((change) => ({ ...change, field: `${change.field}:${targetId}` })),
    });
  }

  private async tell({ db, record }: Transaction, channelId: string): Promise<Channel> {
    const channel = await channelsRepository(db).update(channelId, {});
    await record({ type: 'channel.updated', channel });
    return channel;
  }
}
