import type { AuditEntry } from '@maru/contracts/http/chat/audit-log';
import { newId } from '@maru/service-kit/ids';
import { newCodeId } from '../features/invites/short-code.js';
import type { Transaction } from '../platform/database.js';
import type { Harness, Person } from './chat-harness.js';
import { emailOf, insertEmailInvite } from './email-invites.js';
import { seedMembers, seedServer } from './seed-server.js';
import { createSteps } from './steps.js';

/** A content rule as members send it. */
export const words = { name: '욕설', trigger: { kind: 'words', words: ['바보'] }, action: 'block' } as const;

export interface AuditPage {
  entries: AuditEntry[];
  nextCursor: string | null;
}

/** Rows of one of everything that can be changed and that a blank server lacks. */
const addRecords = async (
  { db }: Transaction,
  { serverId, member, guest }: { serverId: string; member: Person; guest: Person },
) => {
  const role = { roleId: newId(), name: '역할' };
  const [inviteId, contentRuleId, reportId] = [newId(), newId(), newId()];
  await db.role.createMany({
    data: [
      { id: role.roleId, serverId, name: role.name, position: 2, permissions: 0 },
      { id: newId(), serverId, name: role.name, position: 1, permissions: 0 },
    ],
  });
  await db.invite.create({
    data: { id: inviteId, codeId: newCodeId(), serverId, creatorId: member.userId, maxUses: 5 },
  });
  await db.contentRule.create({
    data: {
      id: contentRuleId,
      serverId,
      isEnabled: true,
      ...words,
      timeoutSeconds: 600,
      exemptRoleIds: [],
      exemptChannelIds: [],
    },
  });
  await db.report.create({
    data: {
      id: reportId,
      serverId,
      reporterId: member.userId,
      userId: guest.userId,
      reason: 'spam',
      note: '',
    },
  });
  return { role, inviteId, rule: { contentRuleId }, reportId };
};

/** A server with an owner, who does everything here, a member and a guest. Rows are written at once, past the service. */
export const createAuditScene = async (harness: Harness) => {
  const steps = createSteps(harness);
  const [owner, member, guest] = [harness.person(), harness.person(), harness.person()];
  const { serverId, ...seeded } = await harness.database.transact(async (work) => {
    const { server, channels, categories } = await seedServer(work, {
      ownerId: owner.userId,
      name: '마루',
      isSilent: true,
    });
    const { serverId: id } = server;
    await seedMembers(work, id, [member.userId, guest.userId], { isSilent: true });
    const records = await addRecords(work, { serverId: id, member, guest });
    return { serverId: id, text: channels.find(({ type }) => type === 'text'), categories, ...records };
  });
  const { emailInviteId } = await insertEmailInvite(harness, {
    serverId,
    inviterId: member.userId,
    email: emailOf(harness.person()),
  });
  const at = (path: string) => `/chat/v1/servers/${serverId}${path}`;
  const ask = <T = Record<string, string>>(method: string, path: string, body?: unknown, who = owner) =>
    steps.ask<T>(who, path, { method, body });
  const entries = async (query = '') =>
    (await ask<AuditPage>('GET', at(`/audit-log?limit=100${query && `&${query}`}`))).entries;
  return {
    ...seeded,
    database: harness.database,
    owner,
    member,
    guest,
    serverId,
    emailInviteId,
    at,
    ask,
    entries,
  };
};
export type AuditScene = Awaited<ReturnType<typeof createAuditScene>>;
