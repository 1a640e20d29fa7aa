import { serverDetail, type ServerDetail } from '@maru/contracts/http/chat/servers';
import { ordinaryPermissions } from '@maru/contracts/permissions';
import { newId } from '@maru/service-kit/ids';
import { serverPlans } from '../features/servers/server-plans.js';
import type { Transaction } from '../platform/database.js';
import { channelsRepository } from '../repositories/channels.repository.js';
import { membersRepository } from '../repositories/members.repository.js';
import { rolesRepository } from '../repositories/roles.repository.js';
import { serversRepository } from '../repositories/servers.repository.js';

let lastJoin = 0;

/** Members who join one after the other stand in that order, however fast they come. */
export const nextJoin = (): Date => {
  lastJoin = Math.max(Date.now(), lastJoin + 1);
  return new Date(lastJoin);
};

interface SeedOptions {
  /** Without events and jobs, which the running service would spend more time on than the rows take. */
  isSilent?: boolean;
}

/** Rows of a blank server as creating one leaves them, with its event and its job, in a handful of queries. */
export const seedServer = async (
  { db, record, enqueue }: Transaction,
  { ownerId: userId, name, isSilent = false }: { ownerId: string; name: string } & SeedOptions,
): Promise<ServerDetail> => {
  const serverId = newId();
  const plans = serverPlans.blank.ko.map((plan, position) => ({ id: newId(), position, ...plan }));
  const channels = plans.flatMap((plan) =>
    plan.channels.map((channel, position) => ({
      ...channel,
      id: newId(),
      serverId,
      categoryId: plan.id,
      position,
    })),
  );
  await db.server.create({ data: { id: serverId, name, ownerId: userId, memberCount: 1 } });
  await db.role.create({
    data: { id: serverId, serverId, name: 'everyone', position: 0, permissions: ordinaryPermissions },
  });
  await db.category.createMany({
    data: plans.map(({ id, position, name: title }) => ({ id, serverId, name: title, position })),
  });
  await db.channel.createMany({ data: channels });
  await db.member.create({ data: { serverId, userId, joinedAt: nextJoin() } });
  const [server, me, roles, places] = [
    await serversRepository(db).find(serverId),
    await membersRepository(db).find(serverId, userId),
    await rolesRepository(db).list(serverId),
    await channelsRepository(db).listOf(serverId),
  ];
  const detail = serverDetail.parse({ server, me, roles, ...places });
  if (!isSilent) {
    await record({ type: 'member.joined', server: detail.server, member: detail.me });
    await enqueue({ kind: 'learn-name', userId: detail.me.userId });
  }
  return detail;
};

/** Lets people in who have never been there, with the event and the job of each; the server must say nothing of its own. */
export const seedMembers = async (
  { db }: Transaction,
  serverId: string,
  userIds: readonly string[],
  { isSilent = false }: SeedOptions = {},
): Promise<void> => {
  await db.member.createMany({
    data: userIds.map((userId) => ({ serverId, userId, joinedAt: nextJoin() })),
  });
  await db.server.update({
    where: { id: serverId },
    data: { memberCount: { increment: userIds.length } },
  });
  if (isSilent) return;
  const server = await serversRepository(db).find(serverId);
  const members = await membersRepository(db).listByIds(serverId, [...userIds]);
  if (!server) throw new Error('no such server');
  await db.outboxRow.createMany({
    data: members.map((member) => ({ event: { type: 'member.joined', server, member } })),
  });
  await db.jobRow.createMany({
    data: userIds.map((userId) => ({
      id: newId(),
      job: { kind: 'learn-name', userId },
      runAt: new Date(),
    })),
  });
};
