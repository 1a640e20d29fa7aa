import type { Report, ReportStatus } from '@maru/contracts/http/chat/reports';
import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { can } from '@maru/contracts/permissions';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { permissionsIn } from '@/entities/server/model/permissions';
import { LoadMore } from '@/shared/ui/load-more';
import { NoRecords } from '@/shared/ui/records';
import records from '@/shared/ui/records.module.css';
import { Segmented } from '@/shared/ui/segmented';
import { SectionSkeleton } from '@/shared/ui/settings-section';
import { ErrorView } from '@/shared/ui/state-view';
import { useReports } from '../../api/report-queue';
import { TeaDrawing } from '../safety-drawings';
import { ReportCard } from './report-card';

const statuses = ['open', 'handled', 'dismissed'] as const;

/** Reports from members and content rules, with the actions that answer them. */
export const ReportQueue = ({ detail }: { detail: ServerDetail }) => {
  const { t } = useTranslation();
  const [status, setStatus] = useState<ReportStatus>('open');
  return (
    <>
      <Segmented
        label={t('safety.reports.which')}
        value={status}
        onChange={setStatus}
        options={statuses.map((value) => ({ value, label: t(`safety.reports.statuses.${value}`) }))}
      />
      <ReportPage key={status} status={status} detail={detail} />
    </>
  );
};

const ReportPage = ({ detail, status }: { detail: ServerDetail; status: ReportStatus }) => {
  const { t } = useTranslation();
  const list = useReports(detail.server.serverId, status);
  if (list.error && !list.data) return <ErrorView error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <SectionSkeleton />;
  const reports = list.data.pages.flatMap((page) => page.reports);
  if (reports.length === 0) {
    return (
      <NoRecords
        drawing={<TeaDrawing />}
        title={t(`safety.reports.none.${status}`)}
        text={status === 'open' ? t('safety.reports.noneText') : undefined}
      />
    );
  }
  const permissions = permissionsIn(detail);
  const may = {
    timeOut: can(permissions, 'timeOutMembers'),
    kick: can(permissions, 'kickMembers'),
    ban: can(permissions, 'banMembers'),
  };
  return (
    <>
      <ul className={records.list} aria-label={t(`safety.reports.statuses.${status}`)}>
        {reports.map((report: Report) => (
          <ReportCard key={report.reportId} report={report} detail={detail} may={may} />
        ))}
      </ul>
      <LoadMore
        hasMore={list.hasNextPage}
        isLoading={list.isFetchingNextPage}
        onLoad={() => void list.fetchNextPage()}
      />
    </>
  );
};
