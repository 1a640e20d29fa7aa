import type { ContentRule } from '@maru/contracts/http/chat/content-rules';
import type { Invite } from '@maru/contracts/http/chat/invites';
import type { Report } from '@maru/contracts/http/chat/reports';
import type { Role } from '@maru/contracts/http/chat/roles';
import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { setOf, type Permission } from '@maru/contracts/permissions';
import type { Harness, Person } from './chat-harness.js';
import { seedMembers, seedServer } from './seed-server.js';

/** Steps of members before a test begins; each succeeds or throws. */
export const createSteps = (harness: Harness) => {
  const ask = async <T>(
    { token }: Person,
    path: string,
    options: { method?: string; body?: unknown } = {},
  ): Promise<T> => {
    const { status, body } = await harness.call<T>(path, { ...options, token });
    if (status >= 400) throw new Error(`${options.method ?? 'GET'} ${path}: ${JSON.stringify(body)}`);
    return body;
  };

  /** Without asking the service, unless it would have more to do or to refuse than to let newcomers in. */
  const letIn = async ({ serverId, inviteId, code }: Invite, people: Person[]): Promise<void> => {
    const { prisma } = harness.database;
    const userIds = people.map(({ userId }) => userId);
    const where = { serverId, userId: { in: userIds } };
    const [server, ...known] = await Promise.all([
      prisma.server.findUnique({ where: { id: serverId } }),
      prisma.member.count({ where }),
      prisma.ban.count({ where }),
      prisma.restriction.count({ where }),
      prisma.departingPerson.count({ where: { userId: where.userId } }),
    ]);
    const isPlain = server?.systemChannelId === null && known.every((count) => count === 0);
    if (isPlain)
      return harness.database.transact(async (work) => {
        await seedMembers(work, serverId, userIds);
        await work.db.invite.update({
          where: { id: inviteId },
          data: { uses: { increment: userIds.length } },
        });
      });
    for (const person of people) await ask(person, `/chat/v1/invites/${code}/accept`, { method: 'POST' });
  };

  return {
    ask,
    createServer: (owner: Person, name = '마루') =>
      harness.database.transact((work) => seedServer(work, { ownerId: owner.userId, name })),
    detail: (person: Person, serverId: string) => ask<ServerDetail>(person, `/chat/v1/servers/${serverId}`),
    /** Makes an invite of the owner's and lets these people join by it. */
    join: async (owner: Person, serverId: string, ...people: Person[]): Promise<Invite> => {
      const path = `/chat/v1/servers/${serverId}/invites`;
      const invite = await ask<Invite>(owner, path, { method: 'POST', body: {} });
      if (people.length > 0) await letIn(invite, people);
      return invite;
    },
    createRole: (person: Person, serverId: string, ...permissions: Permission[]) =>
      ask<Role>(person, `/chat/v1/servers/${serverId}/roles`, {
        method: 'POST',
        body: { name: '역할', permissions: setOf(...permissions) },
      }),
    ban: (person: Person, serverId: string, { userId }: Person, terms: object = {}) =>
      ask(person, `/chat/v1/servers/${serverId}/bans/${userId}`, { method: 'PUT', body: terms }),
    createContentRule: (person: Person, serverId: string, rule: object) =>
      ask<ContentRule>(person, `/chat/v1/servers/${serverId}/content-rules`, { method: 'POST', body: rule }),
    report: (person: Person, serverId: string, target: object, more: object = {}) =>
      ask<Pick<Report, 'reportId'>>(person, `/chat/v1/servers/${serverId}/reports`, {
        method: 'POST',
        body: { target, reason: 'spam', ...more },
      }),
    giveRole: (person: Person, { serverId, roleId }: Role, { userId }: Person) =>
      ask(person, `/chat/v1/servers/${serverId}/members/${userId}/roles/${roleId}`, { method: 'PUT' }),
  };
};
