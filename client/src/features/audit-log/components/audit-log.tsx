import { auditActions } from '@maru/contracts/http/chat/audit-log';
import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import type { UserId } from '@maru/contracts/primitives';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProfileNames } from '@/entities/person/api/profiles';
import { LoadMore } from '@/shared/ui/load-more';
import { NoRecords } from '@/shared/ui/records';
import records from '@/shared/ui/records.module.css';
import { Select } from '@/shared/ui/select';
import { SectionSkeleton } from '@/shared/ui/settings-section';
import { ErrorView } from '@/shared/ui/state-view';
import { useAuditLog, type AuditFilter } from '../api/audit-log';
import { peopleIn } from '../model/audit-targets';
import { AuditRow } from './audit-row';
import { BookDrawing } from './book-drawing';

/** The privileged actions of a server's members, in sentences. */
export const AuditLog = ({ detail }: { detail: ServerDetail }) => {
  const { serverId } = detail.server;
  const [filter, setFilter] = useState<AuditFilter>({});
  const list = useAuditLog(serverId, filter);
  const everything = useAuditLog(serverId, {});
  const entries = list.data?.pages.flatMap((page) => page.entries) ?? [];
  const known = everything.data?.pages.flatMap((page) => page.entries) ?? [];
  const nameOf = useProfileNames(peopleIn([...known, ...entries]));
  if (list.error && !list.data) return <ErrorView error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data && !everything.data) return <SectionSkeleton />;
  return (
    <>
      <Filters
        actors={[...new Set(known.map(({ actorId }) => actorId))].map((actorId) => ({
          value: actorId,
          label: nameOf(actorId),
        }))}
        filter={filter}
        onFilter={setFilter}
      />
      {entries.length === 0 ? (
        <NoEntries filter={filter} />
      ) : (
        <ul className={records.list}>
          {entries.map((entry) => (
            <AuditRow key={entry.entryId} entry={entry} detail={detail} nameOf={nameOf} />
          ))}
        </ul>
      )}
      {list.data ? (
        <LoadMore
          hasMore={list.hasNextPage}
          isLoading={list.isFetchingNextPage}
          onLoad={() => void list.fetchNextPage()}
        />
      ) : (
        <SectionSkeleton />
      )}
    </>
  );
};

interface FiltersProps {
  actors: { value: UserId; label: string }[];
  filter: AuditFilter;
  onFilter: (filter: AuditFilter) => void;
}

const Filters = ({ actors, filter, onFilter }: FiltersProps) => {
  const { t } = useTranslation();
  return (
    <div className={records.bar}>
      <Select
        label={t('auditLog.who')}
        value={filter.actorId ?? ''}
        onChange={(value) => onFilter({ ...filter, actorId: value || undefined })}
        options={[{ value: '', label: t('auditLog.everybody') }, ...actors]}
      />
      <Select
        label={t('auditLog.what')}
        value={filter.action ?? ''}
        onChange={(value) => onFilter({ ...filter, action: auditActions.find((action) => action === value) })}
        options={[
          { value: '', label: t('auditLog.everything') },
          ...auditActions.map((action) => ({ value: action, label: t(`auditLog.names.${action}`) })),
        ]}
      />
    </div>
  );
};

const NoEntries = ({ filter }: { filter: AuditFilter }) => {
  const { t } = useTranslation();
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  return (
    <NoRecords
      drawing={<BookDrawing />}
      title={t(isFiltered ? 'auditLog.noneFound' : 'auditLog.none')}
      text={isFiltered ? undefined : t('auditLog.noneText')}
    />
  );
};
