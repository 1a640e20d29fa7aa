import { reportRoutes, type Report } from '@maru/contracts/http/chat/reports';
import type { ServerRules } from '@maru/contracts/permission-rules';
import type { ServerId } from '@maru/contracts/primitives';
import type { RouteBody, RouteQuery, RouteReply } from '@maru/contracts/route';
import { AppError } from '@maru/service-kit/app-error';
import type { SocketService } from '../../clients/socket-service.client.js';
import { changesBetween } from '../../platform/audit.js';
import type { Database, IdempotentRequest } from '../../platform/database.js';
import { membersRepository } from '../../repositories/members.repository.js';
import { reportsRepository } from '../../repositories/reports.repository.js';
import { visiblePage } from '../../platform/visible-page.js';
import type { AccessService } from '../access/access.service.js';
import type { Sight } from '../access/sight.js';

interface ReportsDeps {
  database: Database;
  access: AccessService;
  socket: Pick<SocketService, 'getMessage'>;
  now?: () => Date;
}

type NewReport = RouteBody<typeof reportRoutes.createReport>;
type Subject = Pick<Report, 'userId' | 'message'>;

const changeOf = (serverId: ServerId, { message }: Pick<Report, 'message'>) => ({
  type: 'reports.changed' as const,
  serverId,
  channelId: message?.channelId,
});

/** A report shows the message's text, so it is hidden from moderators who can't see the channel, or couldn't while it existed. */
const visibleAmong = async (sight: Sight, reports: Report[]): Promise<Report[]> => {
  const seen = await sight.among(reports.map(({ message }) => message?.channelId));
  return reports.filter(({ message }) => message === null || seen.has(message.channelId));
};

/**
 * Reports from members to moderators. Moderators neither see nor close reports about themselves. Owners do, since no one ranks above them.
 */
export class ReportsService {
  constructor(private readonly deps: ReportsDeps) {}

  /** Returns the caller's open report about the same subject if there is one. */
  async create(
    request: IdempotentRequest,
    serverId: string,
    { target, reason, note }: NewReport,
  ): Promise<{ reportId: Report['reportId'] }> {
    const { database, access } = this.deps;
    const { userId: reporterId } = request;
    const subject = await this.find(reporterId, serverId, target);
    return database.transactOnce(
      access.lockFor(request, reportRoutes.createReport, { serverId }),
      async ({ db, record }, { rules }) => {
        const wanted = { serverId: rules.serverId, reporterId, reason, note, ...subject };
        const known = await reportsRepository(db).findOpen(wanted);
        if (known) return { reportId: known.reportId };
        const { reportId } = await reportsRepository(db).insert(wanted);
        await record(changeOf(rules.serverId, wanted));
        return { reportId };
      },
    );
  }

  async list(
    userId: string,
    serverId: string,
    { cursor, limit, status }: RouteQuery<typeof reportRoutes.listReports>,
  ): Promise<RouteReply<typeof reportRoutes.listReports>> {
    const { access, database } = this.deps;
    const { rules } = await access.standingIn(userId, serverId);
    const sight = await access.sightIn(userId, serverId);
    const notAbout = this.isHidden(rules, userId) ? userId : undefined;
    const repository = reportsRepository(database.prisma);
    const [{ rows: reports, nextCursor }, counts] = await Promise.all([
      visiblePage({
        cursor,
        limit,
        fetch: (before, count) => repository.page(serverId, { status, notAbout, before, limit: count }),
        keep: (rows) => visibleAmong(sight, rows),
        idOf: ({ reportId }) => reportId,
      }),
      repository.countByChannel(serverId, { status: 'open', notAbout }),
    ]);
    const seen = await sight.among([...counts.keys()]);
    const open = [...counts].filter(([channelId]) => channelId === null || seen.has(channelId));
    return { reports, nextCursor, openCount: open.reduce((sum, [, count]) => sum + count, 0) };
  }

  close(
    userId: string,
    { serverId, reportId }: { serverId: string; reportId: string },
    status: 'handled' | 'dismissed',
  ): Promise<Report> {
    const { database, access } = this.deps;
    return database.transact(async ({ db, record, audit }) => {
      const { rules } = await access.lock(db, userId, reportRoutes.closeReport, { serverId });
      const before = await reportsRepository(db).find(serverId, reportId);
      if (!before || this.isHidden(rules, userId, before)) throw new AppError('NOT_FOUND');
      const sight = await access.sightIn(userId, serverId, db);
      if ((await visibleAmong(sight, [before])).length === 0) throw new AppError('NOT_FOUND');
      if (before.status === status) return before;
      const closedAt = this.deps.now?.() ?? new Date();
      const report = await reportsRepository(db).close(before, { status, closedBy: userId, closedAt });
      await record(changeOf(rules.serverId, report));
      await audit({
        serverId,
        actorId: userId,
        action: 'report-closed',
        targetId: report.userId,
        placeId: report.message?.channelId,
        changes: changesBetween(before, report, ['status']),
      });
      return report;
    });
  }

  /** True if the report is hidden from `userId` because it is about them. */
  private isHidden(
    { ownerId }: ServerRules,
    userId: string,
    report: { userId: string } = { userId },
  ): boolean {
    return report.userId === userId && ownerId !== userId;
  }

  /** @throws NOT_FOUND for messages that the caller can't see, that are deleted or of another server, and for users who are not members. */
  private async find(callerId: string, serverId: string, target: NewReport['target']): Promise<Subject> {
    const { access, database, socket } = this.deps;
    if (target.type === 'member') {
      const member = await membersRepository(database.prisma).find(serverId, target.userId);
      if (!member) throw new AppError('NOT_FOUND');
      return { userId: member.userId, message: null };
    }
    const { message, placeId } = await socket.getMessage(target.channelId, target.seq);
    const channel = await access.channelSeenBy(callerId, placeId);
    if (channel.serverId !== (serverId as ServerId)) throw new AppError('NOT_FOUND');
    const { channelId, authorId, body, deletedAt, system } = message;
    // System messages have no author to report.
    if (deletedAt || system) throw new AppError('NOT_FOUND');
    // A moderator can't look up the lines of a note.
    const seq = channelId === placeId ? message.seq : null;
    return { userId: authorId, message: { channelId: placeId, seq, text: body.text } };
  }
}
