import { useState } from 'react';
import { useAuditLog, type AuditFilter } from '@/features/audit-log/api/audit-log';
import { AuditLog } from '@/features/audit-log/components/audit-log';
import { peopleIn } from '@/features/audit-log/model/audit-kinds';
import { useProfileNames } from '@/entities/person/api/use-profile-names';
import { LoadMore } from '@/shared/ui/load-more';
import { SectionSkeleton } from '@/shared/ui/settings-section';
import { ErrorView } from '@/shared/ui/state-view';
import type { SectionProps } from './sections';

export const Component = ({ detail }: SectionProps) => {
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
    <AuditLog
      detail={detail}
      entries={entries}
      actorIds={[...new Set(known.map(({ actorId }) => actorId))]}
      nameOf={nameOf}
      filter={filter}
      onFilter={setFilter}
      more={
        list.data ? (
          <LoadMore
            hasMore={list.hasNextPage}
            isLoading={list.isFetchingNextPage}
            onLoad={() => void list.fetchNextPage()}
          />
        ) : (
          <SectionSkeleton />
        )
      }
    />
  );
};
