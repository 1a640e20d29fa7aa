import { auditActions, type AuditEntry } from '@maru/contracts/http/chat/audit-log';
import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import type { UserId } from '@maru/contracts/primitives';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NoRecords } from '@/shared/ui/records';
import records from '@/shared/ui/records.module.css';
import { Select } from '@/shared/ui/select';
import type { AuditFilter } from '../api/audit-log';
import { AuditRow } from './audit-row';
import { BookDrawing } from './book-drawing';

interface AuditLogProps {
  detail: ServerDetail;
  entries: readonly AuditEntry[];
  /** Who can be chosen to see only what they did. */
  actorIds: readonly UserId[];
  nameOf: (userId: string) => string;
  filter: AuditFilter;
  onFilter: (filter: AuditFilter) => void;
  /** The way to what is not loaded yet. */
  more: ReactNode;
}

/** What privileged people did, in sentences. */
export const AuditLog = ({ detail, entries, actorIds, nameOf, filter, onFilter, more }: AuditLogProps) => {
  const { t } = useTranslation();
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  return (
    <>
      <div className={records.bar}>
        <Select
          label={t('auditLog.who')}
          value={filter.actorId ?? ''}
          onChange={(value) => onFilter({ ...filter, actorId: value || undefined })}
          options={[
            { value: '', label: t('auditLog.everybody') },
            ...actorIds.map((userId) => ({ value: userId, label: nameOf(userId) })),
          ]}
        />
        <Select
          label={t('auditLog.what')}
          value={filter.action ?? ''}
          onChange={(value) =>
            onFilter({ ...filter, action: auditActions.find((action) => action === value) })
          }
          options={[
            { value: '', label: t('auditLog.everything') },
            ...auditActions.map((action) => ({ value: action, label: t(`auditLog.names.${action}`) })),
          ]}
        />
      </div>
      {entries.length === 0 ? (
        <NoRecords
          drawing={<BookDrawing />}
          title={t(isFiltered ? 'auditLog.noneFound' : 'auditLog.none')}
          text={isFiltered ? undefined : t('auditLog.noneText')}
        />
      ) : (
        <ul className={records.list}>
          {entries.map((entry) => (
            <AuditRow key={entry.entryId} entry={entry} detail={detail} nameOf={nameOf} />
          ))}
        </ul>
      )}
      {more}
    </>
  );
};
