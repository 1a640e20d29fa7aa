import { report as reportSchema, type Report, type ReportStatus } from '@maru/contracts/http/chat/reports';
import { newId } from '@maru/service-kit/ids';
import type { Db } from '../platform/database.js';

interface ReportRow {
  id: string;
  channelId: string | null;
  seq: number | null;
  content: string | null;
  closedAt: Date | null;
  createdAt: Date;
}

/** A new report, by a member, or by a rule with the id of the violation. */
export type NewReport = Pick<Report, 'serverId' | 'reason' | 'note' | 'userId' | 'message'> &
  Partial<Pick<Report, 'reporterId' | 'contentRuleId'>> & { violationId?: string };

interface ReportFilter {
  status: ReportStatus;
  /** Omits reports about this user. */
  notAbout?: string;
}

const toReport = ({ id, channelId, seq, content: text, ...row }: ReportRow): Report =>
  reportSchema.parse({
    ...row,
    reportId: id,
    message: channelId === null ? null : { channelId, seq, text },
    closedAt: row.closedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  });

const where = (serverId: string, { status, notAbout }: ReportFilter) => ({
  serverId,
  status,
  ...(notAbout ? { userId: { not: notAbout } } : {}),
});

/** Rows of `reports`. */
export const reportsRepository = (db: Db) => ({
  async insert({ message, ...columns }: NewReport): Promise<Report> {
    const snapshot = message && { channelId: message.channelId, seq: message.seq, content: message.text };
    return toReport(await db.report.create({ data: { ...columns, ...snapshot, id: newId() } }));
  },

  async hasViolation(violationId: string): Promise<boolean> {
    return (await db.report.count({ where: { violationId } })) > 0;
  },

  /** Returns the reporter's open report about the same subject. */
  async findOpen(report: NewReport): Promise<Report | undefined> {
    const { serverId, reporterId, userId, message } = report;
    const target = {
      channelId: message?.channelId ?? null,
      seq: message?.seq ?? null,
      // Only their texts tell the lines of notes apart.
      ...(message?.seq === null ? { content: message.text } : {}),
    };
    const row = await db.report.findFirst({
      where: { serverId, reporterId, userId, ...target, status: 'open' },
    });
    return row ? toReport(row) : undefined;
  },

  async find(serverId: string, reportId: string): Promise<Report | undefined> {
    const row = await db.report.findFirst({ where: { id: reportId, serverId } });
    return row ? toReport(row) : undefined;
  },

  async close(
    { reportId }: Pick<Report, 'reportId'>,
    closed: { status: ReportStatus; closedBy: string; closedAt: Date },
  ): Promise<Report> {
    return toReport(await db.report.update({ where: { id: reportId }, data: closed }));
  },

  /** Counts the reports of messages per channel; those of members have the key `null`. */
  async countByChannel(serverId: string, filter: ReportFilter): Promise<Map<string | null, number>> {
    const rows = await db.report.groupBy({
      by: ['channelId'],
      where: where(serverId, filter),
      _count: { id: true },
    });
    return new Map(rows.map(({ channelId, _count }) => [channelId, _count.id]));
  },

  /** Newest first. */
  async page(
    serverId: string,
    { before, limit, ...filter }: ReportFilter & { before?: string; limit: number },
  ): Promise<Report[]> {
    const rows = await db.report.findMany({
      where: { ...where(serverId, filter), ...(before ? { id: { lt: before } } : {}) },
      orderBy: { id: 'desc' },
      take: limit,
    });
    return rows.map(toReport);
  },
});
