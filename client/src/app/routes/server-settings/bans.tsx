import { useProfileNames } from '@/entities/person/api/use-profile-names';
import { useBans } from '@/features/moderation/api/bans';
import { BanList } from '@/features/moderation/components/ban-list';
import { LoadMore } from '@/shared/ui/load-more';
import { SectionSkeleton } from '@/shared/ui/settings-section';
import { ErrorView } from '@/shared/ui/state-view';
import { Person } from '@/entities/person/components/person-summary';
import type { SectionProps } from './sections';

export const Component = ({ detail }: SectionProps) => {
  const { serverId } = detail.server;
  const list = useBans(serverId);
  const bans = list.data?.pages.flatMap((page) => page.bans) ?? [];
  const nameOf = useProfileNames([...new Set(bans.flatMap(({ userId, bannedBy }) => [userId, bannedBy]))]);
  if (list.error && !list.data) return <ErrorView error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <SectionSkeleton />;
  return (
    <BanList
      serverId={serverId}
      bans={bans}
      nameOf={nameOf}
      renderPerson={(userId) => <Person userId={userId} />}
      more={
        <LoadMore
          hasMore={list.hasNextPage}
          isLoading={list.isFetchingNextPage}
          onLoad={() => void list.fetchNextPage()}
        />
      }
    />
  );
};
