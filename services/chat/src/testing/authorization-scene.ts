import { permissions, setOf } from '@maru/contracts/permissions';
import { newId } from '@maru/service-kit/ids';
import { newCodeId, sealShortCode } from '../features/invites/short-code.js';
import type { Transaction } from '../platform/database.js';
import type { Actor, Route } from './authorization-table.js';
import { inviteKeys, type Harness, type Person } from './chat-harness.js';
import { emailOf, insertEmailInvite } from './email-invites.js';
import { seedMembers, seedServer } from './seed-server.js';

const everythingButAdministrator = setOf(...permissions.filter((each) => each !== 'administrator'));

/** A name that must not reach anyone who cannot see the channel. */
export const hiddenName = '숨은-채널-이름';

const roleNames = ['lowest', 'role', 'moderators'] as const;

const addRoles = async ({ db }: Transaction, serverId: string) => {
  const roles = roleNames.map((name, index) => ({
    id: newId(),
    serverId,
    name,
    position: index + 1,
    permissions: name === 'moderators' ? everythingButAdministrator : 0,
  }));
  await db.role.createMany({ data: roles });
  const [lowest = '', role = '', moderators = ''] = roles.map(({ id }) => id);
  return { lowest, role, moderators };
};

/** Adds rows about people, and about the channel that `blind` may not see. */
const addRecords = async (
  { db }: Transaction,
  scene: { serverId: string; channelId: string; categoryId: string; people: Record<string, Person> },
) => {
  const { serverId, channelId, categoryId, people } = scene;
  const [inviteId, contentRuleId, reportId] = [newId(), newId(), newId()];
  const codeId = newCodeId();
  const by = (name: string) => people[name]?.userId ?? '';
  await db.overwrite.create({
    data: {
      serverId,
      scopeId: categoryId,
      targetId: by('blind'),
      targetType: 'member',
      allow: 0,
      deny: setOf('viewChannel'),
    },
  });
  await db.server.update({ where: { id: serverId }, data: { systemChannelId: channelId } });
  await db.ban.create({ data: { serverId, userId: by('banned'), reason: '', bannedBy: by('owner') } });
  await db.member.update({
    where: { serverId_userId: { serverId, userId: by('timedOut') } },
    data: { timedOutUntil: new Date(Date.now() + 600_000) },
  });
  await db.invite.create({ data: { id: inviteId, codeId, serverId, channelId, creatorId: by('owner') } });
  await db.contentRule.create({
    data: {
      id: contentRuleId,
      serverId,
      name: '욕설',
      isEnabled: true,
      trigger: { kind: 'words', words: ['욕'] },
      action: 'block',
      timeoutSeconds: 600,
      exemptRoleIds: [],
      exemptChannelIds: [channelId],
    },
  });
  const report = { serverId, reporterId: by('member'), reason: 'spam', note: '', userId: by('target') };
  await db.report.createMany({
    data: [
      { ...report, id: reportId },
      { ...report, id: newId(), channelId, seq: 1, content: hiddenName },
    ],
  });
  await db.auditEntry.create({
    data: {
      id: newId(),
      serverId,
      actorId: by('owner'),
      action: 'channel-created',
      targetId: channelId,
      targetName: hiddenName,
      placeId: channelId,
      changes: [],
    },
  });
  return { inviteId, contentRuleId, reportId, code: sealShortCode(inviteKeys, codeId) };
};

/** Creates a server with all actors and returns the id for each path parameter. Writes the rows in one transaction, past the service. */
export const createAuthorizationScene = async (harness: Harness) => {
  const names = ['owner', 'moderator', 'member', 'target', 'left', 'otherOwner'] as const;
  const others = ['outsider', 'banned', 'withRole', 'timedOut', 'blind'] as const;
  const people = Object.fromEntries([...names, ...others].map((name) => [name, harness.person()]));
  const of = (name: string): Person => people[name] ?? harness.person();
  harness.users.contacts.push({
    userId: of('outsider').userId,
    email: emailOf(of('outsider')),
    locale: 'ko',
  });
  const inside = ['moderator', 'member', 'target', 'withRole', 'timedOut', 'blind'];

  const seeded = await harness.database.transact(async (transaction) => {
    const { server, channels, categories } = await seedServer(transaction, {
      ownerId: of('owner').userId,
      name: '마루',
      isSilent: true,
    });
    await seedServer(transaction, {
      ownerId: of('otherOwner').userId,
      name: '다른 마루',
      isSilent: true,
    });
    const { serverId } = server;
    await seedMembers(
      transaction,
      serverId,
      inside.map((name) => of(name).userId),
      { isSilent: true },
    );
    const roles = await addRoles(transaction, serverId);
    const given = {
      moderator: 'moderators',
      timedOut: 'moderators',
      blind: 'moderators',
      withRole: 'lowest',
    };
    await transaction.db.memberRole.createMany({
      data: Object.entries(given).map(([name, role]) => ({
        serverId,
        userId: of(name).userId,
        roleId: roles[role as keyof typeof roles],
      })),
    });
    const channelId = channels[0]?.channelId ?? '';
    const categoryId = categories[0]?.categoryId ?? '';
    const records = await addRecords(transaction, { serverId, channelId, categoryId, people });
    return { serverId, channelId, categoryId, roleId: roles.role, targetId: roles.role, ...records };
  });
  const { serverId } = seeded;
  const { emailInviteId, token } = await insertEmailInvite(harness, {
    serverId,
    inviterId: of('owner').userId,
    email: emailOf(of('outsider')),
  });
  const ids: Record<string, string> = { ...seeded, userId: of('target').userId, emailInviteId, token };
  const idsFor: Partial<Record<Route, Record<string, string>>> = {
    unbanMember: { userId: of('banned').userId },
  };
  const tokens: Record<Actor, string | undefined> = {
    anonymous: undefined,
    expired: harness.issuer.token({ userId: of('owner').userId, expiresInMs: -1_000 }),
    garbage: 'garbage',
    outsider: of('outsider').token,
    left: of('left').token,
    banned: of('banned').token,
    otherOwner: of('otherOwner').token,
    member: of('member').token,
    withRole: of('withRole').token,
    timedOut: of('timedOut').token,
    moderator: of('moderator').token,
    blind: of('blind').token,
    owner: of('owner').token,
  };
  const target = of('target').userId;
  const queriesFor: Partial<Record<Route, string>> = { listMembersById: `?ids=${target}` };
  const bodiesFor: Partial<Record<Route, object>> = {
    transferServer: { userId: target },
    createReport: { target: { type: 'member', userId: target }, reason: 'spam' },
  };
  return {
    ids,
    tokens,
    idsFor,
    bodiesFor,
    queriesFor,
    people: { member: of('member'), moderator: of('moderator') },
  };
};
