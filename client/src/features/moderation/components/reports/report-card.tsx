import type { Report } from '@maru/contracts/http/chat/reports';
import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { can } from '@maru/contracts/permissions';
import { Ban, Clock, Ellipsis, ExternalLink, Trash2, UserMinus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { toast } from 'sonner';
import { PersonName } from '@/entities/person/components/person-name';
import { PersonSummary } from '@/entities/person/components/person-summary';
import { permissionsIn } from '@/entities/server/model/permissions';
import { paths } from '@/shared/config/paths';
import { formatFull, formatRelative } from '@/shared/i18n/format';
import { Button } from '@/shared/ui/button';
import { ConfirmDialog } from '@/shared/ui/confirm-dialog';
import { Menu, type MenuItem } from '@/shared/ui/menu';
import records from '@/shared/ui/records.module.css';
import { placeOf, useCloseReport, useDeleteReported } from '../../api/report-queue';
import { useModeration } from '../moderation-context';
import styles from './report-card.module.css';

interface ReportCardProps {
  report: Report;
  detail: ServerDetail;
  may: Record<'timeOut' | 'kick' | 'ban', boolean>;
}

/** One report: its target, the reported message, the reporter, and the actions that answer it. */
export const ReportCard = ({ report, detail, may }: ReportCardProps) => {
  const { t } = useTranslation();
  const { reason, note, userId, reporterId, message, createdAt, status, closedBy } = report;
  return (
    <li className={styles.card}>
      <div className={styles.head}>
        <PersonSummary userId={userId} />
        <span className={records.tag} data-tone="danger">
          {t(`moderation.report.reasons.${reason}`)}
        </span>
      </div>
      {message ? <Snapshot report={report} detail={detail} /> : null}
      {note ? <p className={styles.note}>{note}</p> : null}
      <p className={records.meta}>
        <span>
          {reporterId === null ? (
            t('safety.reports.byRule')
          ) : (
            <>
              {t('safety.reports.by')} <PersonName userId={reporterId} />
            </>
          )}
        </span>
        <time dateTime={createdAt} title={formatFull(createdAt)}>
          {formatRelative(createdAt)}
        </time>
        {status !== 'open' && closedBy !== null ? (
          <span>
            {t(`safety.reports.closed.${status}`)} <PersonName userId={closedBy} />
          </span>
        ) : null}
      </p>
      <Answers report={report} detail={detail} may={may} />
    </li>
  );
};

/** The message as it stood when it was reported. */
const Snapshot = ({ report, detail }: Pick<ReportCardProps, 'report' | 'detail'>) => {
  const { t } = useTranslation();
  const { message, serverId } = report;
  if (!message) return null;
  const channel = detail.channels.find(({ channelId }) => channelId === message.channelId);
  const place = placeOf(report);
  return (
    <div>
      <blockquote className={records.quote} dir="auto">
        {message.text}
      </blockquote>
      <span className={records.meta}>
        {place && channel ? (
          <Link to={paths.channel.to(serverId, place.channelId, place.seq)} className={styles.jump}>
            <ExternalLink size={14} strokeWidth={1.75} aria-hidden="true" />
            {t('safety.reports.jump', { name: channel.name })}
          </Link>
        ) : (
          <span>{t(message.seq ? 'safety.reports.elsewhere' : 'safety.reports.unlinked')}</span>
        )}
      </span>
    </div>
  );
};

/** The menu of actions against the author and the message. */
const useActions = ({ report, detail, may }: ReportCardProps, onDelete: () => void): MenuItem[] => {
  const { t } = useTranslation();
  const { openDialog } = useModeration();
  const { userId } = report;
  const channel = detail.channels.find(({ channelId }) => channelId === placeOf(report)?.channelId);
  const mayDelete = channel !== undefined && can(permissionsIn(detail, channel), 'manageMessages');
  const isOther = userId !== detail.me.userId;
  const acts = [
    { kind: 'timeOut', label: t('members.timeOut'), icon: Clock, isDanger: false },
    { kind: 'kick', label: t('members.kick'), icon: UserMinus, isDanger: true },
    { kind: 'ban', label: t('members.ban'), icon: Ban, isDanger: true },
  ] as const;
  return [
    ...(mayDelete
      ? [{ label: t('safety.reports.deleteMessage'), icon: Trash2, isDanger: true, onSelect: onDelete }]
      : []),
    ...acts
      .filter(({ kind }) => isOther && may[kind])
      .map(({ kind, ...item }) => ({ ...item, onSelect: () => openDialog({ kind, userId }) })),
  ];
};

const Answers = (props: ReportCardProps) => {
  const { t } = useTranslation();
  const { report } = props;
  const { reportId, status, serverId } = report;
  const [isDeleting, setIsDeleting] = useState(false);
  const close = useCloseReport(serverId);
  const items = useActions(props, () => setIsDeleting(true));
  const place = placeOf(report);
  const settle = (next: 'handled' | 'dismissed') =>
    close.mutate(
      { reportId, status: next },
      {
        onSuccess: () => toast.success(t(`safety.reports.did.${next}`)),
      },
    );
  return (
    <div className={styles.answers}>
      {items.length > 0 ? (
        <Menu items={items} align="start">
          <Button variant="secondary">
            <Ellipsis size={16} aria-hidden="true" />
            {t('safety.reports.act')}
          </Button>
        </Menu>
      ) : null}
      <span className={styles.grow} />
      {status === 'dismissed' ? null : (
        <Button variant="ghost" isBusy={close.isPending} onClick={() => settle('dismissed')}>
          {t('safety.reports.dismiss')}
        </Button>
      )}
      {status === 'handled' ? null : (
        <Button isBusy={close.isPending} onClick={() => settle('handled')}>
          {t('safety.reports.handle')}
        </Button>
      )}
      {isDeleting && place ? <DeleteReported place={place} onClose={() => setIsDeleting(false)} /> : null}
    </div>
  );
};

interface DeleteProps {
  place: NonNullable<ReturnType<typeof placeOf>>;
  onClose: () => void;
}

const DeleteReported = ({ place, onClose }: DeleteProps) => {
  const { t } = useTranslation();
  const remove = useDeleteReported();
  const done = () => {
    toast.success(t('safety.reports.messageDeleted'));
    onClose();
  };
  return (
    <ConfirmDialog
      isOpen
      title={t('safety.reports.deleteTitle')}
      description={t('safety.reports.deleteText')}
      confirmLabel={t('common.delete')}
      isBusy={remove.isPending}
      onClose={onClose}
      onConfirm={() => remove.mutate(place, { onSuccess: done })}
    />
  );
};
